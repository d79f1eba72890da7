import { intraclass } from "../../numerics/groups/intraclass.ts";
import { wilsonInterval } from "../../numerics/groups/wilson.ts";
import type { Interval } from "../../numerics/stats/interval.ts";
import type { SweepDesign } from "../table/design.ts";
import type { SweepRow } from "../table/sweepRow.ts";
import { byConfiguration, isNumber } from "./used.ts";

/** How straight the curves are on log-log axes: the R2 of the power law after the knee. */
export interface Straightness {
  readonly threshold: number;
  readonly n: number;
  /** Runs that have not diverged and have no R2: no fit is not a failure. */
  readonly missing: number;
  readonly reached: number;
  readonly share: number | null;
  readonly wilson: Interval | null;
  /** With n over the design effect of the 0/1 indicator, so that seeds of a configuration are not taken as independent. */
  readonly wilsonClustered: Interval | null;
  readonly icc: number | null;
  readonly deff: number | null;
  /** Edges of the histogram's bins, and how many runs lie below the first. */
  readonly edges: readonly number[];
  readonly below: number;
  readonly histogram: readonly number[];
}

const edges = Array.from({ length: 11 }, (_, i) => (90 + i) / 100);

/** `threshold`: the R2 from which a curve counts as straight. */
export function straightnessOf(rows: readonly SweepRow[], design: SweepDesign, threshold: number): Straightness {
  const sound = rows.filter(({ diverged }) => !diverged);
  const used = sound.flatMap((row) => (isNumber(row.measures.r2) ? [{ row, r2: row.measures.r2 }] : []));
  const n = used.length;
  const reached = used.filter(({ r2 }) => r2 >= threshold).length;
  const share = n === 0 ? null : reached / n;
  const groups = byConfiguration(used, design);
  const alike = intraclass(
    [...groups.values()].map((group) => Float64Array.from(group, ({ r2 }) => (r2 >= threshold ? 1 : 0))),
  );
  return {
    threshold,
    n,
    missing: sound.length - n,
    reached,
    share,
    wilson: share === null ? null : wilsonInterval(share, n),
    wilsonClustered: share === null ? null : wilsonInterval(share, n / (alike?.deff ?? 1)),
    icc: alike?.icc ?? null,
    deff: alike?.deff ?? null,
    edges,
    below: used.filter(({ r2 }) => r2 < 0.9).length,
    histogram: histogramOf(used.map(({ r2 }) => r2)),
  };
}

/** Counts between neighboring edges; a value on an edge belongs to the bin above it, the last edge to the last bin. */
function histogramOf(values: readonly number[]): readonly number[] {
  return edges.slice(1).map((high, i) => {
    const low = edges[i] ?? NaN;
    const isLast = i === edges.length - 2;
    return values.filter((value) => value >= low && (value < high || (isLast && value <= high))).length;
  });
}

const mostExtreme = 3;

/** The straightest runs and the least straight ones, those first: three of each, fewer where there are not so many. */
export function extremeRuns(rows: readonly SweepRow[]): {
  readonly straightest: readonly SweepRow[];
  readonly least: readonly SweepRow[];
} {
  const known = rows.filter(({ diverged, measures: { r2 } }) => !diverged && isNumber(r2));
  const r2 = ({ measures }: SweepRow): number => measures.r2 ?? NaN;
  const order = known.sort((one, other) => r2(other) - r2(one) || (one.run < other.run ? -1 : 1));
  const each = Math.min(mostExtreme, Math.ceil(order.length / 2));
  const straightest = order.slice(0, each);
  return { straightest, least: order.slice(each).slice(-each).reverse() };
}
