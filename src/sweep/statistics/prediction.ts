import { pearson, spearman, type Correlation, type RankCorrelation } from "../../numerics/association/correlation.ts";
import { partialCorrelation, type PartialCorrelation } from "../../numerics/association/partialCorrelation.ts";
import { averageRanks } from "../../numerics/association/ranks.ts";
import { withinCorrelation, type WithinCorrelation } from "../../numerics/association/withinCorrelation.ts";
import { clusterSlope, type ClusterSlope } from "../../numerics/groups/clusterSlope.ts";
import { intraclass, type Intraclass } from "../../numerics/groups/intraclass.ts";
import type { SweepDesign } from "../table/design.ts";
import type { SweepRow } from "../table/sweepRow.ts";
import { clusterBootstrap, type BootstrapIntervals, type Draws } from "./clusterBootstrap.ts";
import { controlFit } from "./controls.ts";
import { byConfiguration, columnsOf, isNumber, meansOf, usedPairs, type UsedPair } from "./used.ts";

/** Whether the early slope predicts the best validation loss, by every way of looking at it. */
export interface Prediction {
  /** All runs, their seeds taken as independent. */
  readonly pearson: Correlation | null;
  readonly spearman: RankCorrelation | null;
  /** Over means of configurations: which setting is better. */
  readonly between: { readonly pearson: Correlation | null; readonly spearman: RankCorrelation | null };
  /** Inside configurations: what the slope says once the settings are fixed. */
  readonly within: WithinCorrelation | null;
  readonly icc: { readonly alphaEarly: Intraclass | null; readonly bestVal: Intraclass | null };
  readonly clusterBootstrap: BootstrapIntervals | null;
  readonly clusterSlope: ClusterSlope | null;
  readonly partial: Readonly<Record<PartialKind, PartialCorrelation | null>>;
  /** Runs that diverged or have no validation loss count as the worst (Lachin 1999). */
  readonly worstRank: RankCorrelation | null;
}

type PartialKind = "betweenLinear" | "linear" | "factors" | "spearmanLinear" | "spearmanFactors";

export interface PredictionOptions {
  readonly seed: number;
  /** Resamples of configurations, as indices; drawn with the seed where absent. */
  readonly draws?: Draws;
}

/** `rows`: those that verdicts leave in; `design`: of the same rows. */
export function predictionOf(rows: readonly SweepRow[], design: SweepDesign, options: PredictionOptions): Prediction {
  const pairs = usedPairs(
    rows,
    ({ measures }) => measures.alphaEarly,
    ({ measures }) => measures.bestVal,
  );
  const all = columnsOf(pairs);
  const groups = byConfiguration(pairs, design);
  const clusters = [...groups.values()].map(columnsOf);
  const means = meansOf(groups);
  return {
    pearson: pearson(all.x, all.y),
    spearman: spearman(all.x, all.y),
    between: { pearson: pearson(means.x, means.y), spearman: spearman(means.x, means.y) },
    within: withinCorrelation(clusters),
    icc: {
      alphaEarly: intraclass(clusters.map(({ x }) => x)),
      bestVal: intraclass(clusters.map(({ y }) => y)),
    },
    clusterBootstrap: clusterBootstrap(clusters, options),
    clusterSlope: clusterSlope(clusters),
    partial: partials(pairs, groups, design.varying),
    worstRank: worstRank(rows),
  };
}

function partials(
  pairs: readonly UsedPair[],
  groups: ReadonlyMap<string, readonly UsedPair[]>,
  keys: readonly string[],
): Prediction["partial"] {
  const rows = pairs.map(({ row }) => row);
  const { x, y } = columnsOf(pairs);
  const firsts = [...groups.values()].flatMap(([first]) => (first === undefined ? [] : [first.row]));
  const means = meansOf(groups);
  const linear = controlFit(rows, keys, "linear");
  const factors = controlFit(rows, keys, "factors");
  const [xRanks, yRanks] = [averageRanks(x), averageRanks(y)];
  return {
    betweenLinear: partialCorrelation(means.x, means.y, controlFit(firsts, keys, "linear")),
    linear: partialCorrelation(x, y, linear),
    factors: partialCorrelation(x, y, factors),
    spearmanLinear: partialCorrelation(xRanks, yRanks, controlFit(rows, keys, "ranks")),
    spearmanFactors: partialCorrelation(xRanks, yRanks, factors),
  };
}

function worstRank(rows: readonly SweepRow[]): RankCorrelation | null {
  const used = rows.flatMap(({ measures: { alphaEarly, bestVal }, diverged }) =>
    isNumber(alphaEarly) ? [{ x: alphaEarly, y: diverged || !isNumber(bestVal) ? Infinity : bestVal }] : [],
  );
  const { x, y } = columnsOf(used);
  return spearman(x, y);
}
