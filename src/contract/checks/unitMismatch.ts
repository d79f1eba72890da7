import type { CheckedLog } from "../measure/checkedLog.ts";
import type { Finding } from "../model/finding.ts";
import type { PairWatch } from "../measure/pairWatch.ts";
import { grouped, measured } from "../texts/sentences.ts";
import { t } from "../../l10n.ts";

/** Fewer pairs may disagree by chance or by one bad value. */
const fewestPairs = 5;

/** Nats where bits are asked for, and the like: most values of a derivable metric are not what it is defined as. */
export function checkUnits({ pairs, table }: CheckedLog): Finding[] {
  return pairs
    .filter((pair) => pair.wrong >= fewestPairs && pair.wrong * 2 > pair.compared)
    .map((pair) => ({
      code: "unit-mismatch",
      severity: "warning",
      metric: pair.metric,
      line: table.lineOf(pair.firstWrongRow),
      column: null,
      count: pair.wrong,
      message: messageOf(pair),
    }));
}

function messageOf({ metric, derivation, wrong, compared, same, swapped, firstRatio }: PairWatch): string {
  const { from, scale } = derivation;
  const about = [metric, from, measured(scale), grouped(wrong), grouped(compared)];
  if (same * 2 > wrong) {
    return t(
      "{0} should be {1} times {2}, but in {3} of {4} records that hold both it is the same number: one of the two is in the wrong unit. Correct the logging code.",
      ...about,
    );
  }
  if (swapped * 2 > wrong) {
    return t(
      "{0} should be {1} times {2}, but in {3} of {4} records that hold both it is {1} divided by that: the two units are swapped. Correct the logging code.",
      ...about,
    );
  }
  return t(
    "{0} should be {1} times {2}, but it is not in {3} of {4} records that hold both; in the first it is {1} times {5}. Check the unit of both in the logging code.",
    ...[...about, measured(firstRatio)],
  );
}
