import type { RunFacts } from "../sweep/rows/exportedRun.ts";
import type { PackedRows } from "../sweep/rows/packedRows.ts";

/** Where a row of a sweep in parts comes from, and what it does not say. */
interface SweepOrigin {
  /** Number of its part. */
  readonly part: number;
  /** Where its log was when the part was made, an absolute path. */
  readonly path: string;
  readonly facts: RunFacts;
}

/** A sweep that was made in parts, or a table of runs, as the page of the table of runs shows it. */
export interface OpenedSweep {
  readonly rows: PackedRows;
  readonly origins: readonly SweepOrigin[];
  /** The same rows with what an analysis reads and no column shows, and nothing else. */
  readonly analysis: PackedRows;
  /** What is missing of it or could not be used, in sentences. */
  readonly missing: readonly string[];
  /** Whether it has curves; a table alone has none. */
  readonly hasCurves: boolean;
}

/** Where the curves of some rows are. */
export interface CurvesOfRows {
  /** The folder of the sweep in parts that they are of, or the table; null where the worker follows the logs. */
  readonly folder: string | null;
  /** Of each row: the path of its log, or what the rows of the sweep call it. */
  readonly logs: readonly string[];
}
