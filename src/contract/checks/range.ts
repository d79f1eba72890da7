import type { CheckedLog } from "../measure/checkedLog.ts";
import type { MetricRule } from "../model/contract.ts";
import type { Finding } from "../model/finding.ts";
import type { MetricTrack } from "../measure/metricTrack.ts";
import { grouped, measured } from "../texts/sentences.ts";
import { t } from "../../l10n.ts";

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
  const often =
    range.count === 1 ? "" : t(", the first of {0} such values of {1}", grouped(range.count), grouped(count));
  const found = t(
    "{0} should be {1} and is {2} at line {3}{4}.",
    ...[metric, boundsOf(rule), measured(range.firstValue), grouped(line), often],
  );
  return range.perCent * 2 > range.count
    ? found + t(' It looks like per cent: log it divided by 100, or raise "max" in the contract.')
    : found + t(" Correct the logging code, or the range in the contract.");
}

function boundsOf({ min, max }: MetricRule): string {
  if (min !== null && max !== null) {
    return t("from {0} to {1}", measured(min), measured(max));
  }
  return min === null ? t("at most {0}", measured(max ?? Number.POSITIVE_INFINITY)) : t("at least {0}", measured(min));
}
