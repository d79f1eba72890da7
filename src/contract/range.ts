import type { CheckedLog } from "./checkedLog.ts";
import type { MetricRule } from "./contract.ts";
import type { Finding } from "./finding.ts";
import type { MetricTrack } from "./metricTrack.ts";
import { grouped, measured } from "./sentences.ts";

/** Finite values outside the range that the contract gives for a metric. */
export function checkRange({ tracks, table }: CheckedLog): Finding[] {
  return [...tracks.values()]
    .filter((track) => track.range.count > 0)
    .map((track) => {
      const line = table.lineOf(track.range.firstRow);
      return {
        code: "out-of-range",
        severity: "warning",
        metric: track.metric,
        line,
        column: null,
        count: track.range.count,
        message: messageOf(track, line),
      };
    });
}

function messageOf({ metric, rule, range, count }: MetricTrack, line: number): string {
  const often = range.count === 1 ? "" : `, the first of ${grouped(range.count)} such values of ${grouped(count)}`;
  const found = `${metric} should be ${boundsOf(rule)} and is ${measured(range.firstValue)} at line ${grouped(line)}${often}.`;
  return range.perCent * 2 > range.count
    ? `${found} It looks like per cent: log it divided by 100, or raise "max" in the contract.`
    : `${found} Correct the logging code, or the range in the contract.`;
}

function boundsOf({ min, max }: MetricRule): string {
  if (min !== null && max !== null) {
    return `from ${measured(min)} to ${measured(max)}`;
  }
  return min === null ? `at most ${measured(max ?? Number.POSITIVE_INFINITY)}` : `at least ${measured(min)}`;
}
