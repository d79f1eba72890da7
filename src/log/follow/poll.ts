import type { LogTable } from "../columns/columns.ts";
import type { CsvState } from "../csv/csvState.ts";
import type { LineMarks } from "../parser/lineMarks.ts";
import type { Engine } from "../read/engine.ts";
import type { Windowed } from "../read/windows.ts";
import type { LogProblems } from "../records/logProblem.ts";
import type { BlobStore } from "./followMemory.ts";

export interface FollowOptions {
  /** What the log is read with. */
  readonly engine: Engine;
  /** Whether the CSV is kept; nothing is written otherwise. */
  readonly writeCsv: boolean;
  readonly escapeFormulas?: boolean | undefined;
  /** Where the CSV stands; next to the log where absent. */
  readonly csvPath?: string | undefined;
  readonly state?: BlobStore | undefined;
  /** Whether a log that was not written to for so many milliseconds is taken to have ended; after ten minutes where absent. */
  readonly isOver?: ((silence: number) => boolean) | undefined;
  /** Values under more keys than this are left out; than the usual number where absent. */
  readonly mostKeys?: number | undefined;
  /** Called now and then during long reads, with bytes. */
  readonly onProgress?: ((bytesRead: number, size: number) => void) | undefined;
  /** Who reads a log that is too long to be kept; where absent, all of any log is kept. */
  readonly windows?: Windowed | undefined;
}

/** What one look at the log came to. */
export interface Poll {
  /** Whether the records or problems may differ from those of the poll before. */
  readonly changed: boolean;
  /** Whether the log was read from its first byte, because it is another one now. */
  readonly rebuilt: boolean;
  /** Size of the log in bytes. */
  readonly size: number;
  /** When the log was written last, in milliseconds since 1970. */
  readonly modified: number;
  readonly table: LogTable;
  readonly problems: LogProblems;
  /** Where lines of the log start, for whoever reads one of them again. */
  readonly marks: LineMarks;
  readonly csv: CsvState;
  /** Whether there is no log any more; the rest is what was known last. */
  readonly gone: boolean;
}
