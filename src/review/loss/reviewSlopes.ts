import { at } from "../../numerics/at.ts";
import type { Knee } from "../../numerics/knee/knee.ts";
import { partOf, type LossSeries, type WeightedSeries } from "../../numerics/models/lossSeries.ts";
import type { FractionalNoise } from "../../numerics/regression/fractional.ts";
import { varianceWeights } from "../../numerics/regression/varianceTrend.ts";
import { t } from "../../l10n.ts";
import type { Clock, Interval, RunReview } from "../model/runReview.ts";
import { binsWithin, firstAfter } from "./bins.ts";
import { slopeSensitivity } from "./sensitivity.ts";
import { noSlope, powerSlope } from "./slopes.ts";

export interface SlopesInput {
  readonly clock: Clock;
  /** Early epochs, both ends included. */
  readonly early: Interval;
  readonly knee: Knee;
  /** The noise where it has a long memory. */
  readonly memory: FractionalNoise | null;
  /** Further windows, both ends included, over the whole run. */
  readonly windows: readonly Interval[];
  /** Bins of the whole run. */
  readonly all: LossSeries;
}

/**
 * Power-law slopes of a run: over the early epochs, from the knee (or the time that a switch lies before) to the end, and
 * over any window asked for.
 * @param fitted bins that the models read, at least one
 */
export function reviewSlopes(
  fitted: WeightedSeries,
  { clock, early, knee, windows, all, memory }: SlopesInput,
): NonNullable<RunReview["slopes"]> {
  const n = fitted.t.length;
  const end = at(fitted.t, n - 1);
  const from = startOfPower(knee);
  const after = from === null ? 0 : firstAfter(fitted.t, from);
  const behind = partOf(fitted, after, n);
  return {
    early:
      clock === "epoch"
        ? slopeOver(fitted, early, { named: measured(early, end), memory })
        : noSlope(early, t("the log has no epochs, so the early slope cannot be measured")),
    full: powerSlope(behind, {
      window: [from ?? at(fitted.t, 0), end],
      weights: fitted.weights.subarray(after),
      hull: knee.alpha,
      memory,
    }),
    windows: windows.map((window) => slopeOver(all, window, { named: window, memory })),
    sensitivity: slopeSensitivity(behind),
  };
}

/** Where the power law begins: at the knee, or at the end of the times that an early switch lies in. */
function startOfPower({ epoch, interval }: Knee): number | null {
  return epoch ?? (interval?.[0] === 0 ? interval[1] : null);
}

/** The window that is named is the one that was measured: a run or a stretch may end inside it. */
function measured([start, stop]: Interval, end: number): Interval {
  return [start, end > start ? Math.min(stop, end) : stop];
}

interface Named {
  readonly named: Interval;
  readonly memory: FractionalNoise | null;
}

function slopeOver(bins: LossSeries, window: Interval, { named, memory }: Named): ReturnType<typeof powerSlope> {
  const inside = binsWithin(bins, window);
  const { weights } = varianceWeights(inside.t, inside.logT, inside.logLoss);
  return powerSlope(inside, { window: named, weights, memory });
}
