import { productMoment, spearman, type RankCorrelation } from "../../numerics/association/correlation.ts";
import { averageRanks } from "../../numerics/association/ranks.ts";
import { adjustP } from "../../numerics/groups/adjust.ts";
import { mean } from "../../numerics/stats/mean.ts";
import { seededRandom } from "../../numerics/stats/random.ts";
import { configurationOf, grouped, type SweepDesign } from "../table/design.ts";
import type { SweepRow } from "../table/sweepRow.ts";
import type { Draws } from "./clusterBootstrap.ts";
import { byConfiguration, columnsOf, isNumber, meansOf, usedPairs } from "./used.ts";

/** How well the slope of one window of epochs foretells the outcome. */
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
    const means = meansOf(byConfiguration(pairs, (row) => configurationOf(row, design.varying)));
    return { name, runs: spearman(x, y), between: spearman(means.x, means.y) };
  });
  const tested = standings.filter(({ between }) => between !== null);
  const adjusted = adjustP(tested.map(({ between }) => between?.p ?? NaN));
  const windows = standings.map(({ name, runs, between }) => {
    const place = tested.findIndex((one) => one.name === name);
    const [holm, bh, by] = [adjusted.holm, adjusted.bh, adjusted.by].map((values) => values[place] ?? null);
    return [name, { runs, between, holm: holm ?? null, bh: bh ?? null, by: by ?? null }] as const;
  });
  return { windows: new Map(windows), maxT: maxTest(rows, names, { ...options, varying: design.varying }) };
}

/**
 * Westfall & Young 1993, "Resampling-based multiple testing", single step: the outcomes of configurations permuted, the
 * largest |rho| over all windows each time. Only configurations count that have every window.
 */
function maxTest(
  rows: readonly SweepRow[],
  names: readonly string[],
  { seed, permutations, varying }: ScanOptions & { readonly varying: readonly string[] },
): MaxTest | null {
  const whole = rows.filter(
    ({ diverged, measures, windows }) =>
      !diverged && isNumber(measures.bestVal) && names.every((name) => isNumber(windows.get(name))),
  );
  const groups = grouped(whole, (row) => configurationOf(row, varying));
  if (groups.size < fewestConfigurations || names.length === 0) {
    return null;
  }
  const seedMean = (read: (row: SweepRow) => number): Float64Array =>
    Float64Array.from([...groups.values()], (group) => mean(Float64Array.from(group, read)));
  const outcome = averageRanks(seedMean(({ measures }) => measures.bestVal ?? NaN));
  const slopes = names.map((name) => averageRanks(seedMean(({ windows }) => windows.get(name) ?? NaN)));
  const rho = slopes.map((slope) => productMoment(slope, outcome));
  const orders = permutations ?? permuted(groups.size, seed);
  const largest = orders.map((order) => {
    const shuffled = Float64Array.from(order, (place) => outcome[place] ?? NaN);
    return Math.max(...slopes.map((slope) => Math.abs(productMoment(slope, shuffled))));
  });
  const p = rho.map(
    (one) => (1 + largest.filter((most) => most >= Math.abs(one) - 1e-12).length) / (1 + largest.length),
  );
  const byName = (values: readonly number[]): ReadonlyMap<string, number> =>
    new Map(names.map((name, i) => [name, values[i] ?? NaN]));
  return { configurations: [...groups.keys()], permutations: orders.length, rho: byName(rho), p: byName(p) };
}

function permuted(size: number, seed: number): Draws {
  const random = seededRandom(seed);
  return Array.from({ length: permutationCount }, () => {
    const order = Array.from({ length: size }, (_, i) => i);
    // Fisher & Yates 1938.
    for (let i = size - 1; i > 0; i -= 1) {
      const other = Math.floor(random() * (i + 1));
      [order[i], order[other]] = [order[other] ?? 0, order[i] ?? 0];
    }
    return order;
  });
}
