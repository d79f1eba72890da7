import { at } from "../../numerics/at.ts";
import { MIN_POINTS } from "../../numerics/models/modelSet.ts";
import { fitLine } from "../../numerics/regression/ols.ts";
import { between } from "./bins.ts";
import type { Points } from "../model/runPlot.ts";
import type { WindowSlope } from "../model/runReview.ts";

const STARTS = 4;
const ENDS = [1, 0.75, 0.5];

/**
 * Slopes over a grid of windows: starts from the window's own up to the middle of its logarithm, ends at the whole, three
 * quarters and half of its time. A power law gives one alpha for all of them; how far they differ is how much the
 * slope depends on what was chosen. Null where a window holds fewer than 10 points.
 */
export function slopeSensitivity(points: Points): readonly WindowSlope[] {
  const n = points.t.length;
  if (n < MIN_POINTS) {
    return [];
  }
  const [first, last] = [at(points.t, 0), at(points.t, n - 1)];
  const slopes: WindowSlope[] = [];
  for (let i = 0; i < STARTS; i++) {
    const start = first * (last / first) ** (i / (2 * (STARTS - 1)));
    for (const part of ENDS) {
      const end = first + part * (last - first);
      const inside = between(points, i === 0 ? 0 : start, end);
      slopes.push({ start, end, alpha: end > start ? alphaOf(inside) : null });
    }
  }
  return slopes;
}

function alphaOf({ t, y }: Points): number | null {
  const line = t.length < MIN_POINTS ? null : fitLine(t.map(Math.log), y.map(Math.log));
  return line === null ? null : -line.slope;
}
