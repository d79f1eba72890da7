import { at } from "../../numerics/at.ts";
import type { PairCluster } from "../../numerics/association/withinCorrelation.ts";
import type { Interval } from "../../numerics/stats/interval.ts";
import { sortedQuantile } from "../../numerics/stats/quantile.ts";
import { seededRandom } from "../../numerics/stats/random.ts";

/** Clusters by index, as many a resample as there are clusters. */
export type Draws = readonly (readonly number[])[];

type Picks = readonly number[] | Uint32Array;

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
 * cluster taken along and ranked again. Null for fewer than five clusters. Davison & Hinkley 1997, 3.8.
 */
export function clusterBootstrap(
  clusters: readonly PairCluster[],
  { seed, draws }: { readonly seed: number; readonly draws?: Draws },
): BootstrapIntervals | null {
  if (clusters.length < fewestClusters) {
    return null;
  }
  const pairs = new WeightedPairs(clusters);
  const all: Iterable<Picks> = draws ?? drawn(clusters.length, seed);
  const estimates = Array.from(all, (picks) => pairs.estimate(picks));
  return {
    resamples: estimates.length,
    pearson: percentiles(estimates.map(({ r }) => r)),
    spearman: percentiles(estimates.map(({ rho }) => rho)),
  };
}

/** Clusters of chance; one array, filled again each time, since all of them would be hundreds of megabytes. */
function* drawn(clusters: number, seed: number): Generator<Picks> {
  const random = seededRandom(seed);
  const picks = new Uint32Array(clusters);
  for (let count = 0; count < resamples; count += 1) {
    for (let i = 0; i < clusters; i += 1) {
      picks[i] = Math.floor(random() * clusters);
    }
    yield picks;
  }
}

interface Correlations {
  readonly r: number;
  readonly rho: number;
}

/**
 * The pairs of clusters, each counted as often as its cluster is drawn. They are put in order once: the ranks of a resample
 * are running sums of weights over that order, so that thousands of resamples of thousands of pairs are quick.
 */
export class WeightedPairs {
  readonly #clusters: number;
  /** The cluster of each pair. */
  readonly #of: Uint32Array;
  readonly #x: Ordered;
  readonly #y: Ordered;
  readonly #weights: Float64Array;

  constructor(clusters: readonly PairCluster[]) {
    this.#clusters = clusters.length;
    this.#of = Uint32Array.from(clusters.flatMap(({ x }, cluster) => [...x].map(() => cluster)));
    this.#x = orderedOf(clusters.flatMap(({ x }) => [...x]));
    this.#y = orderedOf(clusters.flatMap(({ y }) => [...y]));
    this.#weights = new Float64Array(this.#of.length);
  }

  /** Both correlations of the pairs of the clusters that were picked. */
  estimate(picks: Picks): Correlations {
    const times = new Float64Array(this.#clusters);
    picks.forEach((pick) => (times[pick] = at(times, pick) + 1));
    this.#of.forEach((cluster, i) => (this.#weights[i] = at(times, cluster)));
    return {
      r: weightedCorrelation(this.#x.values, this.#y.values, this.#weights),
      rho: weightedCorrelation(ranked(this.#x, this.#weights), ranked(this.#y, this.#weights), this.#weights),
    };
  }
}

/** Values with their order, and room for their ranks. */
interface Ordered {
  readonly values: Float64Array;
  readonly order: Uint32Array;
  readonly ranks: Float64Array;
}

function orderedOf(list: readonly number[]): Ordered {
  const values = Float64Array.from(list);
  const order = Uint32Array.from(values, (_, i) => i).sort((one, other) => at(values, one) - at(values, other));
  return { values, order, ranks: new Float64Array(values.length) };
}

/** Ranks where each value is there as often as its weight says; ties share the mean of theirs. */
function ranked({ values, order, ranks }: Ordered, weights: Float64Array): Float64Array {
  let before = 0;
  for (let start = 0, end = 0; start < order.length; start = end) {
    let weight = 0;
    for (end = start; end < order.length && valueAt(values, order, end) === valueAt(values, order, start); end += 1) {
      weight += at(weights, order[end] ?? 0);
    }
    const rank = before + (weight + 1) / 2;
    for (let place = start; place < end; place += 1) {
      ranks[order[place] ?? 0] = rank;
    }
    before += weight;
  }
  return ranks;
}

function valueAt(values: Float64Array, order: Uint32Array, place: number): number {
  return at(values, order[place] ?? 0);
}

/** Product moment correlation of weighted pairs; NaN where one of the two does not vary. */
function weightedCorrelation(x: Float64Array, y: Float64Array, weights: Float64Array): number {
  const [xMean, yMean] = [weightedMean(x, weights), weightedMean(y, weights)];
  let [sxx, syy, sxy] = [0, 0, 0];
  for (let i = 0; i < x.length; i += 1) {
    const [dx, dy, weight] = [at(x, i) - xMean, at(y, i) - yMean, at(weights, i)];
    sxx += weight * dx * dx;
    syy += weight * dy * dy;
    sxy += weight * dx * dy;
  }
  return sxx > 0 && syy > 0 ? Math.max(-1, Math.min(1, sxy / Math.sqrt(sxx * syy))) : NaN;
}

function weightedMean(values: Float64Array, weights: Float64Array): number {
  let [sum, total] = [0, 0];
  for (let i = 0; i < values.length; i += 1) {
    sum += at(weights, i) * at(values, i);
    total += at(weights, i);
  }
  return sum / total;
}

function percentiles(values: readonly number[]): Interval {
  const sorted = Float64Array.from(values.filter(Number.isFinite)).sort();
  return [sortedQuantile(sorted, 0.025), sortedQuantile(sorted, 0.975)];
}
