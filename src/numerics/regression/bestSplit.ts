import { at } from "../at.ts";
import { mean } from "../stats/mean.ts";
import { fitLine, type LineFit } from "./ols.ts";

/** Two lines, each fitted on its own side of a split. */
export interface SplitFit {
  /** Number of points on the left. */
  readonly index: number;
  readonly left: LineFit;
  readonly right: LineFit;
  readonly rss: number;
}

/**
 * Exact least squares of two separate lines over every split that leaves `minSide` points on either side, in O(n) by
 * running sums; points of equal x stay together. Null where there is no such split. For two power laws, x is ln t.
 */
export function bestSplit(x: Float64Array, y: Float64Array, minSide: number): SplitFit | null {
  const n = x.length;
  const before = runningRss(x, y, false);
  const after = runningRss(x, y, true);
  let [best, lowest] = [-1, Infinity];
  for (let left = minSide; left <= n - minSide; left++) {
    const rss = at(before, left) + at(after, left);
    if (at(x, left) > at(x, left - 1) && rss < lowest) {
      [best, lowest] = [left, rss];
    }
  }
  const left = best < 0 ? null : fitLine(x, y, { from: 0, to: best });
  const right = best < 0 ? null : fitLine(x, y, { from: best, to: n });
  return left === null || right === null ? null : { index: best, left, right, rss: left.rss + right.rss };
}

/** Residual sums of the lines through the points before each index, or from each index on where `backwards`. */
function runningRss(x: Float64Array, y: Float64Array, backwards: boolean): Float64Array {
  const n = x.length;
  const [xMean, yMean] = [mean(x), mean(y)];
  const result = new Float64Array(n + 1);
  let [sumX, sumY, xx, xy, yy] = [0, 0, 0, 0, 0];
  for (let count = 1; count <= n; count++) {
    const i = backwards ? n - count : count - 1;
    const dx = at(x, i) - xMean;
    const dy = at(y, i) - yMean;
    sumX += dx;
    sumY += dy;
    xx += dx * dx;
    xy += dx * dy;
    yy += dy * dy;
    const sxx = xx - (sumX * sumX) / count;
    const sxy = xy - (sumX * sumY) / count;
    const syy = yy - (sumY * sumY) / count;
    result[backwards ? n - count : count] = sxx > 0 ? Math.max(0, syy - (sxy * sxy) / sxx) : syy;
  }
  return result;
}
