import { at } from "../../numerics/at.ts";
import { minPoints } from "../../numerics/models/modelSet.ts";
import { fitLine } from "../../numerics/regression/ols.ts";
import type { LossSeries } from "../../numerics/models/lossSeries.ts";
import { binsBetween } from "./bins.ts";
import type { WindowSlope } from "../model/runReview.ts";

const starts = 4;
const ends = [1, 0.75, 0.5];

/**
 * Slopes over a grid of windows: starts from the window's own up to the middle of its logarithm, ends at the whole, three
 * quarters and half of its time. A power law gives one alpha for all of them; how far they differ is how much the
 * slope depends on what was chosen. Null where a window holds fewer than 10 points.
 */
export function slopeSensitivity(points: LossSeries): readonly WindowSlope[] {
  const n = points.t.length;
  if (n < minPoints) {
    return [];
  }
  const [first, last] = [at(points.t, 0), at(points.t, n - 1)];
  const slopes: WindowSlope[] = [];
  for (let i = 0; i < starts; i++) {
    const start = first * (last / first) ** (i / (2 * (starts - 1)));
    for (const part of ends) {
      const end = first + part * (last - first);
      const inside = binsBetween(points, i === 0 ? 0 : start, end);
      slopes.push({ start, end, alpha: end > start ? alphaOf(inside) : null });
    }
  }
  return slopes;
}

/** The power-law slope of some bins by least squares, positive where the loss falls; null for fewer than 10 of them. */
export function alphaOf({ logT, logLoss }: LossSeries): number | null {
  const line = logT.length < minPoints ? null : fitLine(logT, logLoss);
  return line === null ? null : -line.slope;
}
