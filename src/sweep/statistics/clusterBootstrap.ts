import { productMoment } from "../../numerics/association/correlation.ts";
import { averageRanks } from "../../numerics/association/ranks.ts";
import type { PairCluster } from "../../numerics/association/withinCorrelation.ts";
import type { Interval } from "../../numerics/stats/interval.ts";
import { sortedQuantile } from "../../numerics/stats/quantile.ts";
import { seededRandom } from "../../numerics/stats/random.ts";

/** Clusters by index, as many a resample as there are clusters. */
export type Draws = readonly (readonly number[])[];

export interface BootstrapIntervals {
  readonly resamples: number;
  readonly pearson: Interval;
  readonly spearman: Interval;
}

const resamples = 2_000;
/** Fewer clusters say nothing of how clusters vary. */
const fewestClusters = 5;

/**
 * 95 % percentile intervals of Pearson's and Spearman's correlation over clusters drawn with replacement, all pairs of a
 * cluster taken along and ranked anew. Null for fewer than five clusters. Davison & Hinkley 1997, 3.8.
 */
export function clusterBootstrap(
  clusters: readonly PairCluster[],
  { seed, draws }: { readonly seed: number; readonly draws?: Draws },
): BootstrapIntervals | null {
  if (clusters.length < fewestClusters) {
    return null;
  }
  const all = draws ?? drawn(clusters.length, seed);
  const estimates = all.map((picks) => estimate(picks.flatMap((pick) => clusters[pick] ?? [])));
  return {
    resamples: all.length,
    pearson: percentiles(estimates.map(({ r }) => r)),
    spearman: percentiles(estimates.map(({ rho }) => rho)),
  };
}

function drawn(clusters: number, seed: number): Draws {
  const random = seededRandom(seed);
  return Array.from({ length: resamples }, () =>
    Array.from({ length: clusters }, () => Math.floor(random() * clusters)),
  );
}

/** Both correlations of the pairs of some clusters. */
export function estimate(clusters: readonly PairCluster[]): { readonly r: number; readonly rho: number } {
  const x = Float64Array.from(clusters.flatMap((cluster) => [...cluster.x]));
  const y = Float64Array.from(clusters.flatMap((cluster) => [...cluster.y]));
  return { r: productMoment(x, y), rho: productMoment(averageRanks(x), averageRanks(y)) };
}

function percentiles(values: readonly number[]): Interval {
  const sorted = Float64Array.from(values.filter(Number.isFinite)).sort();
  return [sortedQuantile(sorted, 0.025), sortedQuantile(sorted, 0.975)];
}
