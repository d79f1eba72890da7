import { at } from "../../numerics/at.ts";
import { minPoints } from "../../numerics/models/modelSet.ts";
import type { LossSeries } from "../../numerics/models/lossSeries.ts";
import { between, binsBetween, lossBins, type BinGrid } from "./bins.ts";
import type { Points } from "../model/runPlot.ts";
import type { RunReview } from "../model/runReview.ts";

/** The stretch of a run that the fits read. */
export interface FitWindow {
  readonly window: NonNullable<RunReview["window"]>;
  /** Bins of the stretch, none of which holds records from beyond it. */
  readonly bins: LossSeries;
  /** Records of the stretch. */
  readonly records: Points;
}

export interface WindowInput {
  readonly records: Points;
  /** Bins of the whole run; at least one. */
  readonly bins: LossSeries;
  readonly grid: BinGrid;
  readonly drops: readonly number[];
  /** Whether the drops were read off the bins, so that bins, not records, lie on one side of them. */
  readonly dropsFromCurve: boolean;
}

/**
 * The first stretch between learning-rate drops that holds enough bins for a fit (10), or the first of all where none
 * does: fits stay on one side of every drop.
 */
export function fitWindow({ records, bins, grid, drops, dropsFromCurve }: WindowInput): FitWindow {
  const last = at(bins.t, bins.t.length - 1);
  const inside = drops.filter((drop) => drop >= at(bins.t, 0) && drop < last);
  const edges = [0, ...inside, Infinity];
  const stretches = edges.slice(1).map((end, i): FitWindow => {
    const own = between(records, edges[i] ?? 0, end);
    const isAll = own.t.length === records.t.length;
    const means = isAll ? bins : dropsFromCurve ? binsBetween(bins, edges[i] ?? 0, end) : lossBins(own, grid);
    const window = {
      start: means.t.length > 0 ? at(means.t, 0) : at(bins.t, 0),
      end: Number.isFinite(end) ? end : last,
      endsAt: Number.isFinite(end) ? ("lrDrop" as const) : ("end" as const),
    };
    return { window, bins: means, records: own };
  });
  const whole = { window: { start: at(bins.t, 0), end: last, endsAt: "end" as const }, bins, records };
  return stretches.find((stretch) => stretch.bins.t.length >= minPoints) ?? stretches[0] ?? whole;
}
