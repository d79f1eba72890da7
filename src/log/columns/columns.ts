import type { LeftOut } from "../records/leftOut.ts";

/** One metric of a log, as it was logged: sparse, in record order. */
export interface Column {
  readonly key: string;
  /** Index of the record (0-based row of the CSV) of each number; increasing; same length as `values`. */
  readonly rows: Uint32Array;
  /** The numbers that were logged, NaN and infinities included, and dates with a time as seconds since 1970. */
  readonly values: Float64Array;
  /** Cells that hold something else than a number (text, booleans, arrays). `null` counts as absent, not here. */
  readonly texts: number;
  /** How many of the values were written as text, such as `"0.31"` or `"NaN"`; absent for none. */
  readonly quoted?: number;
  /** How many of the values are dates with a time, of a log in JSON Lines; absent for none. */
  readonly times?: number;
  /** Numbers before the first of `values`, which were read already and are not kept; absent for none. */
  readonly dropped?: number;
  /** What is known besides `values` where those stand for stretches of records (`ThinnedTable`); absent where all are kept. */
  readonly thinned?: ThinnedColumn;
}

/** What is known of a column of which not all numbers are kept. */
interface ThinnedColumn {
  /** Set where `values` are no more than the first number and the last ones. */
  readonly endsOnly?: true;
  /** How many numbers were logged. */
  readonly logged: number;
  /** The lowest and the highest finite number of what each value stands for; NaN where there is none. */
  readonly least: Float64Array;
  readonly most: Float64Array;
  /** The last numbers, up to 64 of them, as they were logged. */
  readonly last: Float64Array;
  /** Stretches of neighbors as they were logged, spread over the log; empty where nobody asked for them. */
  readonly samples: readonly Float64Array[];
  /** The last numbers, where they are not finite; null where the last one is. */
  readonly lost: LostNumbers | null;
}

/** Numbers at the end of a column that are not finite. */
export interface LostNumbers {
  /** Record of the first of them, that number, and how many they are. */
  readonly row: number;
  readonly value: number;
  readonly count: number;
  /** Some of the numbers right before them. */
  readonly before: Float64Array;
}

/** Whether what is kept of a column shows how it runs, and not only how it begins and ends; also where the log has none. */
export function isKept(column: Column | undefined): boolean {
  return column?.thinned?.endsOnly !== true;
}

/** How many numbers were logged under a key, also where not all are kept. */
export function loggedCount({ values, thinned }: Column): number {
  return thinned?.logged ?? values.length;
}

/** What the analysis reads of a log: a snapshot whose arrays are never changed afterwards. */
export interface LogTable {
  /** Number of records, which is the number of CSV rows. */
  readonly records: number;
  /** Flattened keys in order of first appearance: the CSV's header. */
  readonly keys: readonly string[];
  /** The numbers logged under a key, or undefined when the log never held that key. */
  column(key: string): Column | undefined;
  /** Set where the log is no text with a line a record: `lineOf` gives the number of the record then. */
  readonly inRecords?: true;
  /** 1-based line of the log that holds a record. */
  lineOf(row: number): number;
  /** How many records a value stands for where not all are kept; absent where each stands for itself. */
  readonly stride?: number;
  /** What was left out, so that the log does not take all memory; absent where nothing was. */
  readonly leftOut?: LeftOut;
}
