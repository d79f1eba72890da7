import { spearman, type RankCorrelation } from "../../numerics/association/correlation.ts";
import { kendallTau, type KendallTau } from "../../numerics/association/kendall.ts";
import { fisherExactP, type TwoByTwo } from "../../numerics/groups/fisherExact.ts";
import { hodgesLehmann } from "../../numerics/groups/signedRank.ts";
import type { Interval } from "../../numerics/stats/interval.ts";
import type { SweepRow } from "../table/sweepRow.ts";
import { columnsOf, isNumber, usedPairs } from "./used.ts";

/** Whether the curvature settles when burn-in ends. */
export interface PlateauKnee {
  /** Runs that have both. */
  readonly pairs: number;
  readonly spearman: RankCorrelation | null;
  readonly kendall: KendallTau | null;
  /** Median of plateau minus knee, in epochs, with its 95 % interval. */
  readonly hodgesLehmann: number | null;
  readonly hlInterval: Interval | null;
  readonly hlRank: number | null;
  /** Rows: with and without a knee; columns: with and without a plateau; runs that have not diverged. */
  readonly table: TwoByTwo;
  readonly fisher: number;
}

/** The plateau epoch against the knee epoch. */
export function plateauKneeOf(rows: readonly SweepRow[]): PlateauKnee {
  const pairs = usedPairs(
    rows,
    ({ measures }) => measures.knee,
    ({ measures }) => measures.plateau,
  );
  const { x, y } = columnsOf(pairs);
  const shift = hodgesLehmann(Float64Array.from(pairs, (pair) => pair.y - pair.x));
  const sound = rows.filter(({ diverged }) => !diverged);
  const count = (knee: boolean, plateau: boolean): number =>
    sound.filter(({ measures }) => isNumber(measures.knee) === knee && isNumber(measures.plateau) === plateau).length;
  const table: TwoByTwo = [
    [count(true, true), count(true, false)],
    [count(false, true), count(false, false)],
  ];
  return {
    pairs: pairs.length,
    spearman: spearman(x, y),
    kendall: kendallTau(x, y),
    hodgesLehmann: shift?.estimate ?? null,
    hlInterval: shift?.interval ?? null,
    hlRank: shift?.rank ?? null,
    table,
    fisher: fisherExactP(table),
  };
}
