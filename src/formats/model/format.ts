import type { LogTable } from "../../log/columns/columns.ts";
import type { Windowed } from "../../log/read/windows.ts";
import type { LogProblems } from "../../log/records/logProblem.ts";
import type { TextCells } from "../table/tableBuilder.ts";

/** The formats that are read, besides JSON Lines. */
export type FormatName =
  | "tensorboard"
  | "wandb"
  | "ultralytics"
  | "lightning"
  | "test-tube"
  | "stable-baselines3"
  | "keras"
  | "csv"
  | "hugging-face"
  | "json"
  | "dvclive"
  | "mlflow"
  | "mlflow-db"
  | "trackio";

/** The beginning of a file, by which its format is known. */
export interface FileHead {
  /** Path with `/`. */
  readonly path: string;
  /** Its first 4 KiB. */
  readonly bytes: Uint8Array;
  /** The same as text, as far as it is UTF-8. */
  readonly text: string;
}

/** One run as its files hold it. */
export interface RunSource {
  readonly format: FormatName;
  /** The file or folder that stands for the run: the one that findings are placed in. */
  readonly path: string;
  /** The files that were found, `path` among them where it is a file. */
  readonly files: readonly string[];
  /** The run inside a file that holds several (its id in a database); null where the file is the run. */
  readonly part: string | null;
  /** As its tool names it, where that says more than the folder; null otherwise. */
  readonly name: string | null;
}

/** A value of a run's settings. */
export type Setting = string | number | boolean | null;

/** What one look at a run came to. */
export interface RunLook {
  /** Whether records or problems may differ from those of the look before. */
  readonly changed: boolean;
  /** Whether the records are not those of the look before with others after them. */
  readonly rebuilt: boolean;
  /** Whether the run's files are not there any more; the rest is what was known last. */
  readonly gone: boolean;
  /** Of all its files, in bytes. */
  readonly size: number;
  /** When one of them was written last, in milliseconds since 1970. */
  readonly modified: number;
  readonly table: LogTable;
  readonly problems: LogProblems;
  /** Cells that are no numbers, where they were asked for. */
  readonly texts: TextCells;
  /** Columns whose numbers were written with single precision, about seven digits. */
  readonly float32: ReadonlySet<string>;
  /** What the log itself says of the run's settings. */
  readonly settings: ReadonlyMap<string, Setting>;
  /** The run's name by the log itself; null where it has none. */
  readonly name: string | null;
}

/** Reads one run as it grows. Looks at one run must not overlap. */
export interface RunReader {
  /** @throws {LogError} where a file is there but cannot be read; the next look tries again. */
  poll(): Promise<RunLook>;
}

export interface ReaderOptions {
  /** Whether cells that are no numbers are kept. */
  readonly texts: boolean;
  /** Whether the files have ended: a last line without its newline counts when it is whole. */
  readonly ended: boolean;
  /** Who reads a log that is too long to be kept; where absent, all of any log is kept. */
  readonly windows?: Windowed | undefined;
}

/** How precisely a format keeps numbers: of a run in two formats, the more precise one is read. */
export type Precision = "text" | "float32";

/** One format of logs. */
export interface Format {
  readonly name: FormatName;
  readonly precision: Precision;
  /** Where its files usually are: globs over paths with `/`. */
  readonly globs: readonly string[];
  /** Whether a file begins like a log of this format. */
  matches(head: FileHead): boolean;
  /** The runs that some files hold, all of which begin like logs of this format. */
  runs(files: readonly string[]): Promise<readonly RunSource[]>;
  open(source: RunSource, options: ReaderOptions): RunReader;
}
