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
}
