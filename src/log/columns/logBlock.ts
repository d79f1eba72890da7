import type { BlockBuffers } from "./blockBuffers.ts";
import type { KnownKeys } from "../records/keyTable.ts";
import type { LogProblems } from "../records/logProblem.ts";
import type { NumbersRead } from "./numberRunBuffer.ts";
import type { CsvRows } from "../records/rowChunks.ts";

/** The records of some lines of a log, which were read without those before them. Records and lines count from the block's first. */
export interface BlockRecords {
  readonly records: number;
  /** Of the records' lines. */
  readonly bytes: number;
  readonly lines: number;
  readonly keys: readonly string[];
  /** The numbers that are kept, by slot; they stand in `buffers`. */
  readonly numbers: NumbersRead;
  readonly lineMarks: readonly [rows: Float64Array, lines: Float64Array];
  readonly problems: LogProblems;
  /** They stand in `buffers`, as far as it was large enough from the start. */
  readonly rows: readonly CsvRows[];
  /** The buffers that the reader was given, as it is now. */
  readonly buffers: BlockBuffers;
}

/** A block as it was read from the file. */
export interface ReadBlock extends BlockRecords {
  /** Byte after its last one: a block is of whole lines. */
  readonly end: number;
  /** Its last bytes. */
  readonly tail: Uint8Array;
}

/** What has to be known to read a block; it can be sent to a thread. */
export interface BlockTask {
  /** Which reading of a log the block is of, among those that share a thread: its blocks' keys go on from each other. */
  readonly reading: number;
  /** Descriptor of the open log. */
  readonly file: number;
  /** The block holds the lines that start at `from` or later and before `to`. */
  readonly from: number;
  readonly to: number;
  readonly csv: boolean;
  readonly escapeFormulas: boolean;
  /** Longer lines are skipped and reported. */
  readonly maxLineBytes: number;
  /** Which columns keep their numbers: all, or those of these keys. */
  readonly keep: "all" | readonly string[];
  /** Those of lines before. */
  readonly keys: KnownKeys;
}
