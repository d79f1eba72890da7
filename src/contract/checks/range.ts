import type { CheckedLog } from "../measure/checkedLog.ts";
import type { Finding } from "../model/finding.ts";

/** Finite values outside the range that the contract gives for a metric. */
export function checkRange({ tracks, table }: CheckedLog): Finding[] {
  return [...tracks.values()]
    .filter((track) => track.range.count > 0)
    .map(({ metric, rule, range, count }) => ({
      code: "out-of-range",
      severity: "warning",
      metric,
      line: table.lineOf(range.firstRow),
      column: null,
      count: range.count,
      facts: {
        ...{ value: range.firstValue, min: rule.min, max: rule.max, values: count },
        percent: range.percent * 2 > range.count,
      },
    }));
}
