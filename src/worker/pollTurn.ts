/** Where one log stands among those that are polled. All times in milliseconds. */
export interface PollTurn {
  state: "idle" | "queued" | "polling";
  /** When it was queued last. */
  queued: number;
  /** When the last poll began, when it ended, and how long it took. */
  began: number;
  polled: number;
  took: number;
  /** From the last poll to the next one, however urgent. */
  rest: number;
  /** Before this moment it cannot be due, unless something wakes it. */
  notBefore: number;
  /** Whether others go before it. */
  rarely: boolean;
  /** Whether something was said to have changed since the last poll began. */
  woken: boolean;
}

/** Of a log that was never polled. */
export function newTurn(): PollTurn {
  const [never, none] = [-Infinity, 0];
  return {
    state: "idle",
    queued: never,
    began: never,
    polled: never,
    took: none,
    rest: none,
    notBefore: never,
    rarely: false,
    woken: false,
  };
}
