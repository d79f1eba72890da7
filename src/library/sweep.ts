/**
 * `slopewise/sweep`: what many runs say together, for programs. A table of runs goes in, as `slopewise sweep --out` writes
 * it as runs.csv or as rows of one's own; the analysis comes out, as numbers and as sentences. Nothing reads a file.
 */

export { readRunsTable, type RunsTable } from "../sweep/table/readTable.ts";
export { RunsTableError } from "../sweep/table/csvTable.ts";
export {
  measures,
  verdicts,
  type Measure,
  type SettingValue,
  type SweepRow,
  type Verdict,
} from "../sweep/table/sweepRow.ts";
export { analyzeSweep, usualOptions, type SweepAnalysis, type SweepOptions } from "../sweep/statistics/analyzeSweep.ts";
export { sweepJson } from "../sweep/report/sweepJson.ts";
export { sweepSentences } from "../sweep/report/sentences.ts";
export { cannotConclude } from "../sweep/report/limits.ts";
