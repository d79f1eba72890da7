import type { BigIntStats } from "node:fs";
import type { LogTable } from "../columns/columns.ts";
import type { CsvState } from "../csv/csvState.ts";
import type { LogIntake } from "./logIntake.ts";
import type { Poll } from "./poll.ts";

export interface PollSources {
  /** What was taken of the log. */
  readonly intake: LogIntake;
  /** How the CSV stands. */
  readonly csv: () => CsvState;
  /** Whether a log that was not written to for so many milliseconds is taken to have ended. */
  readonly isOver: (silence: number) => boolean;
}

/** What the looks at a log came to. A look that saw nothing new gives what the one before gave. */
export class PollResults {
  readonly #sources: PollSources;
  #last: Poll;

  constructor(sources: PollSources) {
    const { intake, csv } = sources;
    this.#sources = sources;
    this.#last = {
      changed: false,
      rebuilt: false,
      size: 0,
      modified: 0,
      table: intake.table(),
      problems: intake.parser.problems(),
      marks: intake.marks,
      csv: csv(),
      gone: false,
    };
  }

  get last(): Poll {
    return this.#last;
  }

  /** The log is there, as `stat` says, and was read as far. */
  seen(stat: BigIntStats, what: Pick<Poll, "changed" | "rebuilt">): Poll {
    const { intake, csv, isOver } = this.#sources;
    this.#last = {
      ...what,
      size: Number(stat.size),
      modified: Number(stat.mtimeMs),
      table: intake.table(),
      problems: intake.parser.problems({ over: isOver(silenceOf(stat)) }),
      marks: intake.marks,
      csv: csv(),
      gone: false,
    };
    return this.#last;
  }

  /** Nothing is new of the log; its CSV may stand otherwise. */
  unchanged(): Poll {
    this.#last = { ...this.#last, changed: false, rebuilt: false, csv: this.#sources.csv() };
    return this.#last;
  }

  /** There is no log any more. */
  gone(): Poll {
    this.#last = { ...this.#last, changed: !this.#last.gone, rebuilt: false, gone: true };
    return this.#last;
  }

  /** More is kept of the log than at the last look, which saw nothing else. */
  tableNow(): LogTable {
    this.#last = { ...this.#last, table: this.#sources.intake.table() };
    return this.#last.table;
  }

  /** Whether a line whose newline does not come counts as a problem from now on. */
  endsNow(stat: BigIntStats): boolean {
    const { intake, isOver } = this.#sources;
    const ends = intake.parser.hasIncompleteLine && isOver(silenceOf(stat));
    return ends && this.#last.problems.counts["incomplete-line"] === 0;
  }
}

/** Milliseconds since a log was written last. */
export function silenceOf({ mtimeMs }: BigIntStats): number {
  return Date.now() - Number(mtimeMs);
}
