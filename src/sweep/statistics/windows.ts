import { at } from "../../numerics/at.ts";
import { spearman, type RankCorrelation } from "../../numerics/association/correlation.ts";
import { averageRanks } from "../../numerics/association/ranks.ts";
import { adjustP } from "../../numerics/groups/adjust.ts";
import { mean } from "../../numerics/stats/mean.ts";
import { seededRandom } from "../../numerics/stats/random.ts";
import { grouped, type SweepDesign } from "../table/design.ts";
import type { SweepRow } from "../table/sweepRow.ts";
import type { Draws } from "./clusterBootstrap.ts";
import { byConfiguration, columnsOf, isNumber, meanOf, meansOf, usedPairs } from "./used.ts";

/** How well the slope of one window of epochs predicts the outcome. */
interface WindowStanding {
  readonly runs: RankCorrelation | null;
  readonly between: RankCorrelation | null;
  /** p of `between`, corrected for the number of windows that were looked at. */
  readonly holm: number | null;
  readonly bh: number | null;
  readonly by: number | null;
}

/** The largest correlation over all windows against that of permuted outcomes. */
interface MaxTest {
  readonly configurations: readonly string[];
  readonly permutations: number;
  readonly rho: ReadonlyMap<string, number>;
  readonly p: ReadonlyMap<string, number>;
}

export interface WindowScan {
  readonly windows: ReadonlyMap<string, WindowStanding>;
  readonly maxT: MaxTest | null;
}

export interface ScanOptions {
  readonly seed: number;
  /** Orders of the configurations, as indices; drawn with the seed where absent. */
  readonly permutations?: Draws;
}

const permutationCount = 10_000;
/** Fewer configurations leave the largest correlation to chance. */
const fewestConfigurations = 5;

/**
 * Part of the configurations of the fullest window that another needs to be compared with it: one that few runs fill would
 * leave no configuration that has them all.
 */
const leastPart = 0.8;

/** The early slope's window tried over all that the table holds. */
export function scanWindows(rows: readonly SweepRow[], design: SweepDesign, options: ScanOptions): WindowScan {
  const names = [...new Set(rows.flatMap(({ windows }) => [...windows.keys()]))];
  const standings = names.map((name) => {
    const pairs = usedPairs(
      rows,
      ({ windows }) => windows.get(name) ?? null,
      ({ measures }) => measures.bestVal,
    );
    const { x, y } = columnsOf(pairs);
    const means = meansOf(byConfiguration(pairs, design));
    return { name, configurations: means.x.length, runs: spearman(x, y), between: spearman(means.x, means.y) };
  });
  const tested = standings.filter(({ between }) => between !== null);
  const adjusted = adjustP(tested.map(({ between }) => between?.p ?? NaN));
  const windows = standings.map(({ name, runs, between }) => {
    const place = tested.findIndex((one) => one.name === name);
    const [holm, bh, by] = [adjusted.holm, adjusted.bh, adjusted.by].map((values) => values[place] ?? null);
    return [name, { runs, between, holm: holm ?? null, bh: bh ?? null, by: by ?? null }] as const;
  });
  const most = standings.reduce((sofar, { configurations }) => Math.max(sofar, configurations), 0);
  const common = standings.filter(({ configurations }) => configurations >= leastPart * most);
  const compared = common.map(({ name }) => name);
  return { windows: new Map(windows), maxT: maxTest(rows, compared, { ...options, nameOf: design.nameOf }) };
}

/**
 * Westfall & Young 1993, "Resampling-based multiple testing", single step: the outcomes of configurations permuted, the
 * largest |rho| over all windows each time. Only configurations count that have every one of these windows.
 */
function maxTest(
  rows: readonly SweepRow[],
  names: readonly string[],
  { seed, permutations, nameOf }: ScanOptions & Pick<SweepDesign, "nameOf">,
): MaxTest | null {
  const whole = rows.filter(
    ({ diverged, measures, windows }) =>
      !diverged && isNumber(measures.bestVal) && names.every((name) => isNumber(windows.get(name))),
  );
  const groups = grouped(whole, nameOf);
  if (groups.size < fewestConfigurations || names.length === 0) {
    return null;
  }
  const seedMean = (read: (row: SweepRow) => number): Float64Array =>
    Float64Array.from(groups.values(), (group) => meanOf(group, read));
  const outcome = standardized(averageRanks(seedMean(({ measures }) => measures.bestVal ?? NaN)));
  const slopes = names.map((name) => standardized(averageRanks(seedMean(({ windows }) => windows.get(name) ?? NaN))));
  const rho = slopes.map((slope) => product(slope, outcome));
  const largest = Array.from(
    permutations === undefined ? shuffled(outcome, seed) : ordered(outcome, permutations),
    (one) => slopes.reduce((most, slope) => Math.max(most, Math.abs(product(slope, one)) || 0), 0),
  );
  const p = rho.map((one) =>
    Number.isNaN(one)
      ? NaN
      : (1 + largest.filter((most) => most >= Math.abs(one) - 1e-12).length) / (1 + largest.length),
  );
  const byName = (values: readonly number[]): ReadonlyMap<string, number> =>
    new Map(names.map((name, i) => [name, values[i] ?? NaN]));
  return { configurations: [...groups.keys()], permutations: largest.length, rho: byName(rho), p: byName(p) };
}

/** Values less their mean, of length 1: the correlation of two such is their product. NaN where they do not vary. */
function standardized(values: Float64Array): Float64Array {
  const center = mean(values);
  const length = Math.sqrt(values.reduce((sum, value) => sum + (value - center) ** 2, 0));
  return values.map((value) => (value - center) / length);
}

function product(x: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < x.length; i += 1) {
    sum += at(x, i) * at(y, i);
  }
  return Math.max(-1, Math.min(1, sum));
}

/** The values in each of the given orders; one array, filled again each time. */
function* ordered(values: Float64Array, orders: Draws): Generator<Float64Array> {
  const taken = new Float64Array(values.length);
  for (const order of orders) {
    order.forEach((place, i) => (taken[i] = at(values, place)));
    yield taken;
  }
}

/** The values in 10,000 orders of chance (Fisher & Yates 1938); one array, filled again each time. */
function* shuffled(values: Float64Array, seed: number): Generator<Float64Array> {
  const random = seededRandom(seed);
  const taken = new Float64Array(values.length);
  for (let count = 0; count < permutationCount; count += 1) {
    taken.set(values);
    for (let i = taken.length - 1; i > 0; i -= 1) {
      const other = Math.floor(random() * (i + 1));
      [taken[i], taken[other]] = [at(taken, other), at(taken, i)];
    }
    yield taken;
  }
}
