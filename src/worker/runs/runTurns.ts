import { t } from "../../l10n.ts";
import { LogError } from "../../log/files/logError.ts";
import type { PlaceProbe } from "../places/placeProbe.ts";

/**
 * What is done with one run, one after the other. Invariant: polls and conversions take turns, so that no two of them write
 * the run's CSV at once, and no file is asked for while its file system does not answer.
 */
export class RunTurns {
  readonly #log: string;
  readonly #places: Pick<PlaceProbe, "answers">;
  #last: Promise<unknown> = Promise.resolve();

  constructor(log: string, places: Pick<PlaceProbe, "answers">) {
    this.#log = log;
    this.#places = places;
  }

  /** Ends, and never rejects, when the last turn has. */
  get last(): Promise<unknown> {
    return this.#last;
  }

  /** Does something once all that was asked for before is done, whatever came of it. */
  take<Result>(act: () => Promise<Result>): Promise<Result> {
    const turn = this.#last.then(act);
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  /** The same, as `withFiles`. */
  takeWithFiles<Result>(act: () => Promise<Result>): Promise<Result> {
    return this.take(() => this.withFiles(act));
  }

  /** Does something that calls the log's file system. @throws {LogError} where that does not answer: a call would never end. */
  async withFiles<Result>(act: () => Promise<Result>): Promise<Result> {
    if (!(await this.#places.answers(this.#log))) {
      throw new LogError(this.#log, noAnswer(this.#log));
    }
    return act();
  }
}

/** Says of a log that its file system does not answer. */
export function noAnswer(log: string): string {
  return t(
    "Cannot read {0}: its file system does not answer. Slopewise will read it when the file system responds.",
    log,
  );
}
