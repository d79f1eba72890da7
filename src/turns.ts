/** Does things one after the other, in the order in which they were asked for; one that fails holds up none. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  /** Does this once all that was asked for before has ended; comes to what it comes to. */
  take<Result>(act: () => Promise<Result>): Promise<Result> {
    const turn = this.#last.then(act);
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  /** Resolves once all that was asked for so far has ended. */
  async ended(): Promise<void> {
    await this.#last;
  }
}
