import { pearson, spearman, type Correlation, type RankCorrelation } from "../../numerics/association/correlation.ts";
import { adjustP } from "../../numerics/groups/adjust.ts";
import type { SweepDesign } from "../table/design.ts";
import type { Measure, SweepRow } from "../table/sweepRow.ts";
import { byConfiguration, columnsOf, meansOf, usedPairs } from "./used.ts";

/** One measure of noise against the early slope or the outcome. */
export interface NoiseRelation {
  /** Of log10 of the noise. */
  readonly pearsonLog: Correlation | null;
  readonly spearman: RankCorrelation | null;
  readonly between: RankCorrelation | null;
  /** p of `between`, corrected over all relations shown. */
  readonly holm: number | null;
}

const relations: readonly (readonly [noise: Measure, other: Measure])[] = [
  ["noiseFloor", "alphaEarly"],
  ["noiseFloor", "bestVal"],
  ["tailPower", "alphaEarly"],
  ["tailPower", "bestVal"],
];

/** By both names joined with `~`. A noise of 0 has no logarithm and is left out. */
export function noiseRelations(rows: readonly SweepRow[], design: SweepDesign): ReadonlyMap<string, NoiseRelation> {
  const found = relations.map(([noise, other]) => {
    const pairs = usedPairs(
      rows,
      ({ measures }) => logOf(measures[noise]),
      ({ measures }) => measures[other],
    );
    const { x, y } = columnsOf(pairs);
    const means = meansOf(byConfiguration(pairs, design));
    return {
      name: `${noise}~${other}`,
      pearsonLog: pearson(x, y),
      spearman: spearman(x, y),
      between: spearman(means.x, means.y),
    };
  });
  const tested = found.filter(({ between }) => between !== null);
  const { holm } = adjustP(tested.map(({ between }) => between?.p ?? NaN));
  return new Map(
    found.map(({ name, ...relation }) => [
      name,
      { ...relation, holm: holm[tested.findIndex((one) => one.name === name)] ?? null },
    ]),
  );
}

function logOf(noise: number | null): number | null {
  return noise !== null && noise > 0 ? Math.log10(noise) : null;
}
