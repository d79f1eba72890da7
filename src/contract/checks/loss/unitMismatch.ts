import type { CheckedLog } from "../../measure/checkedLog.ts";
import type { Finding } from "../../model/finding.ts";
import type { PairWatch } from "../../measure/pairWatch.ts";
import { plainNumber, type UnitFacts } from "../../model/findingFacts.ts";

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
      facts: factsOf(pair),
    }));
}

function factsOf({ derivation, wrong, compared, same, swapped, firstRatio }: PairWatch): UnitFacts {
  const kind = same * 2 > wrong ? "same" : swapped * 2 > wrong ? "swapped" : "other";
  return { from: derivation.from, scale: derivation.scale, compared, kind, ratio: plainNumber(firstRatio) };
}
