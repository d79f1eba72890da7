import type { Column } from "./columns.ts";
import type { KnownKeys } from "./keyTable.ts";
import type { LogProblems } from "./logProblem.ts";
import type { CsvRows } from "./rowPieces.ts";

/** A column of a block; without `rows` it has a number in every record. */
export interface BlockColumn extends Pick<Column, "key" | "values" | "texts"> {
  readonly rows: Uint32Array<ArrayBuffer> | null;
  readonly values: Float64Array<ArrayBuffer>;
}

/** The records of some lines of a log, which were read without those before them. Records and lines count from the block's first. */
export interface BlockRecords {
  readonly records: number;
  readonly lines: number;
  readonly keys: readonly string[];
  /** Those whose numbers are kept. */
  readonly columns: readonly BlockColumn[];
  readonly lineMarks: readonly [rows: Float64Array, lines: Float64Array];
  readonly problems: LogProblems;
  readonly rows: readonly CsvRows[];
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

/** Gives back the memory of a block's columns at once, where the platform can (Node 22); a collector would come late. */
export function forgetColumns({ columns }: BlockRecords): void {
  for (const buffer of columns.flatMap(({ rows, values }) => [rows?.buffer, values.buffer])) {
    (buffer as { transfer?: (length: number) => ArrayBuffer } | undefined)?.transfer?.(0);
  }
}

/** The buffers of a block that need not be copied from thread to thread. */
export function buffersOf({ rows, columns }: BlockRecords): ArrayBuffer[] {
  const arrays = [...rows.map(({ bytes }) => bytes), ...columns.flatMap(({ rows: at, values }) => [at, values])];
  return arrays.flatMap((array) => (array?.buffer instanceof ArrayBuffer ? [array.buffer] : []));
}
