import { spearman, type RankCorrelation } from "../../numerics/association/correlation.ts";
import { signedRankTest, type SignedRankTest } from "../../numerics/groups/signedRank.ts";
import { quantile } from "../../numerics/stats/quantile.ts";
import type { SweepDesign } from "../table/design.ts";
import type { Doubt, SweepRow } from "../table/sweepRow.ts";
import { byConfiguration, columnsOf, meansOf, usedPairs } from "./used.ts";

/** Slopes by least squares and by Huber's estimate: what outliers of the curves do to them. */
export interface RobustSlopes {
  readonly early: RobustSlope;
  readonly full: RobustSlope;
}

interface RobustSlope {
  /** Runs that have not diverged and have both. */
  readonly n: number;
  readonly missing: number;
  /** Quartiles of Huber's slope minus that of least squares; null for no run. */
  readonly quartiles: readonly [number, number, number] | null;
  /** The run in which they differ most, and by how much. */
  readonly run: string | null;
  readonly largest: number | null;
  readonly spearman: RankCorrelation | null;
  /** Of the difference, over means of configurations. */
  readonly signedRank: SignedRankTest | null;
  /** Each against the outcome, between configurations, over the same runs. */
  readonly outcome: { readonly leastSquares: RankCorrelation | null; readonly huber: RankCorrelation | null };
}

/** Both slopes of each window, and whether the choice changes what they say of the outcome. */
export function robustSlopes(rows: readonly SweepRow[], design: SweepDesign): RobustSlopes {
  return {
    early: robustSlope(rows, design, ["alpha_early_ls", "alpha_early_huber"]),
    full: robustSlope(rows, design, ["alpha_full_ls", "alpha_full_huber"]),
  };
}

function robustSlope(
  rows: readonly SweepRow[],
  design: SweepDesign,
  [plain, robust]: readonly [Doubt, Doubt],
): RobustSlope {
  const read = (name: Doubt) => (row: SweepRow) => row.doubts.get(name) ?? null;
  const pairs = usedPairs(rows, read(plain), read(robust));
  const { x, y } = columnsOf(pairs);
  const differences = y.map((value, i) => value - (x[i] ?? NaN));
  const means = meansOf(byConfiguration(pairs, design));
  const most = differences.reduce((best, one, i) => (Math.abs(one) > Math.abs(differences[best] ?? 0) ? i : best), 0);
  const sound = rows.filter(({ diverged }) => !diverged).length;
  const against = (name: Doubt): RankCorrelation | null => {
    const used = usedPairs(
      pairs.map(({ row }) => row),
      read(name),
      ({ measures }) => measures.bestVal,
    );
    const over = meansOf(byConfiguration(used, design));
    return spearman(over.x, over.y);
  };
  return {
    n: pairs.length,
    missing: sound - pairs.length,
    quartiles:
      pairs.length === 0
        ? null
        : [quantile(differences, 0.25), quantile(differences, 0.5), quantile(differences, 0.75)],
    run: pairs[most]?.row.run ?? null,
    largest: differences[most] ?? null,
    spearman: spearman(x, y),
    signedRank: signedRankTest(means.y.map((value, i) => value - (means.x[i] ?? NaN))),
    outcome: { leastSquares: against(plain), huber: against(robust) },
  };
}
