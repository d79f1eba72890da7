import type { ColumnWant } from "../review/panel/columnPart.ts";
import type { RunName, ToWorker } from "../protocol/worker.ts";

/** What a worker was asked to go on with, so that the next one can take it over where this one crashes. */
export class StandingOrders {
  readonly #followed = new Map<string, RunName>();
  readonly #reviewed = new Set<string>();
  #isTableOpen = false;
  #wantsSettings = false;
  /** By panel, by log: the columns that are wanted now. */
  readonly #wanted = new Map<number, Map<string, readonly ColumnWant[]>>();

  /** The name of a run that is followed. */
  followed(log: string): RunName | undefined {
    return this.#followed.get(log);
  }

  /** Takes note of a message that is sent; one that asks for nothing lasting changes nothing. */
  note(message: ToWorker): void {
    switch (message.type) {
      case "follow":
        message.runs.forEach((run) => this.#followed.set(run.log, run));
        break;
      case "unfollow":
        message.logs.forEach((log) => this.#followed.delete(log));
        break;
      case "choose":
        this.#choose(message);
        break;
      case "openReview":
        this.#reviewed.add(message.log);
        break;
      case "closeReview":
        this.#reviewed.delete(message.log);
        break;
      case "openRuns":
      case "closeRuns":
        this.#isTableOpen = message.type === "openRuns";
        break;
      case "wantSettings":
        this.#wantsSettings = true;
        break;
      case "wantColumns":
        this.#want(message);
        break;
      default:
    }
  }

  /** The messages by which a new worker takes over. */
  messages(): readonly ToWorker[] {
    const columns = [...this.#wanted].flatMap(([panel, logs]) =>
      [...logs].map(([log, wants]) => ({ type: "wantColumns", panel, log, wants }) as const),
    );
    return [
      { type: "follow", runs: [...this.#followed.values()] },
      ...[...this.#reviewed].map((log) => ({ type: "openReview", log }) as const),
      ...(this.#isTableOpen ? [{ type: "openRuns" } as const] : []),
      ...(this.#wantsSettings ? [{ type: "wantSettings" } as const] : []),
      ...columns,
    ];
  }

  #choose({ log, chosen }: Extract<ToWorker, { type: "choose" }>): void {
    const followed = this.#followed.get(log);
    if (followed !== undefined) {
      this.#followed.set(log, { ...followed, chosen });
    }
  }

  #want({ panel, log, wants }: Extract<ToWorker, { type: "wantColumns" }>): void {
    const logs = this.#wanted.get(panel) ?? new Map<string, readonly ColumnWant[]>();
    this.#wanted.set(panel, logs.set(log, wants));
  }
}
