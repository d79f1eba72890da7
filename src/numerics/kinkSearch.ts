import { at } from "./at.ts";
import { mean } from "./ols.ts";

/** Two lines that meet: a + before u(t) up to tau, then a + before u(tau) + after (v(t) - v(tau)). */
export interface KinkFit {
  readonly tau: number;
  readonly intercept: number;
  readonly before: number;
  readonly after: number;
  readonly rss: number;
  /** Number of points at or before tau. */
  readonly index: number;
  /** Whether tau is the t of a point, where two pieces that do not meet by themselves were forced to. */
  readonly atPoint: boolean;
}

/** A coordinate in which one side of the kink is straight: t itself, or ln t. */
export interface Coordinate {
  readonly of: (t: number) => number;
}

export const linearTime: Coordinate = { of: (t) => t };
export const logTime: Coordinate = { of: Math.log };

export interface KinkSearchInput {
  /** Increasing. */
  readonly t: Float64Array;
  readonly before: Coordinate;
  readonly after: Coordinate;
  /** Fewest points on either side. */
  readonly minSide: number;
}

/**
 * Exact least squares of two lines that meet at a breakpoint, over every admissible breakpoint, in O(n): between two
 * neighbouring points the best breakpoint is either where the two separate fits cross, or at one of the points
 * (Hudson 1966, "Fitting segmented curves whose join points have to be estimated"). Running sums give each
 * candidate's residual sum in constant time. The arrays are made once, so that a bootstrap can search again and
 * again on the same t.
 */
export class KinkSearch {
  /** Residual sum with the breakpoint forced to each point, NaN where that is not admissible: the profile of tau. */
  readonly profile: Float64Array;
  /** Points up to the breakpoint that was located last, and whether it was pinned to a point. */
  private index = 0;
  private atPoint = false;
  readonly t: Float64Array;
  private readonly n: number;
  private readonly minSide: number;
  private readonly coordinates: readonly [Coordinate, Coordinate];
  private readonly uMean: number;
  private readonly vMean: number;
  /** Centred coordinates: sums of raw products would cancel. */
  private readonly u: Float64Array;
  private readonly v: Float64Array;
  private readonly sumU: Float64Array;
  private readonly sumUU: Float64Array;
  private readonly sumV: Float64Array;
  private readonly sumVV: Float64Array;
  private readonly sumY: Float64Array;
  private readonly sumYY: Float64Array;
  private readonly sumUY: Float64Array;
  private readonly sumVY: Float64Array;

  constructor({ t, before, after, minSide }: KinkSearchInput) {
    const n = t.length;
    this.t = t;
    this.n = n;
    this.minSide = Math.max(2, minSide);
    this.coordinates = [before, after];
    const u = t.map(before.of);
    const v = before === after ? u : t.map(after.of);
    this.uMean = mean(u);
    this.vMean = mean(v);
    this.u = u.map((value) => value - this.uMean);
    this.v = before === after ? this.u : v.map((value) => value - this.vMean);
    this.sumU = runningSum(this.u);
    this.sumUU = runningSum(this.u.map((value) => value * value));
    this.sumV = runningSum(this.v);
    this.sumVV = runningSum(this.v.map((value) => value * value));
    this.sumY = new Float64Array(n + 1);
    this.sumYY = new Float64Array(n + 1);
    this.sumUY = new Float64Array(n + 1);
    this.sumVY = new Float64Array(n + 1);
    this.profile = new Float64Array(n).fill(NaN);
  }

  /** The best kink of y, or null where no breakpoint leaves enough points on both sides. */
  fit(y: Float64Array): KinkFit | null {
    const tau = this.locate(y);
    if (tau === null) {
      return null;
    }
    const [before, after] = this.coordinates;
    const fit = kinkAt(this.t, y, { tau, before, after });
    return fit === null ? null : { ...fit, index: this.index, atPoint: this.atPoint };
  }

  /** The best breakpoint of y alone: all that a bootstrap needs, without an allocation. */
  locate(y: Float64Array): number | null {
    const yMean = this.sums(y);
    let lowest = Infinity;
    this.index = 0;
    for (let k = this.minSide - 1; k < this.n - this.minSide; k++) {
      const pinned = this.pinnedRss(k);
      this.profile[k] = pinned;
      if (pinned < lowest) {
        lowest = pinned;
        this.index = k + 1;
        this.atPoint = true;
      }
      const free = this.freeRss(k);
      if (free < lowest) {
        lowest = free;
        this.index = k + 1;
        this.atPoint = false;
      }
    }
    if (this.index === 0) {
      return null;
    }
    return this.atPoint ? at(this.t, this.index - 1) : this.crossing(this.index - 1, yMean);
  }

  /** Slope in the second coordinate of the points behind the breakpoint that was located last, fitted on their own. */
  slopeAfter(): number {
    return this.rightSlope(this.index);
  }

  private sums(y: Float64Array): number {
    const yMean = mean(y);
    for (let i = 0; i < this.n; i++) {
      const dy = at(y, i) - yMean;
      this.sumY[i + 1] = at(this.sumY, i) + dy;
      this.sumYY[i + 1] = at(this.sumYY, i) + dy * dy;
      this.sumUY[i + 1] = at(this.sumUY, i) + at(this.u, i) * dy;
      this.sumVY[i + 1] = at(this.sumVY, i) + at(this.v, i) * dy;
    }
    return yMean;
  }

  /** Both pieces fitted on their own; Infinity unless they cross between point k and the next. */
  private freeRss(k: number): number {
    const { n } = this;
    if (!(at(this.t, k) < at(this.t, k + 1))) {
      return Infinity;
    }
    const left = k + 1;
    const right = n - left;
    const sumU = at(this.sumU, left);
    const leftY = at(this.sumY, left);
    const uu = at(this.sumUU, left) - (sumU * sumU) / left;
    const uy = at(this.sumUY, left) - (sumU * leftY) / left;
    const sumV = at(this.sumV, n) - at(this.sumV, left);
    const rightY = at(this.sumY, n) - leftY;
    const vv = at(this.sumVV, n) - at(this.sumVV, left) - (sumV * sumV) / right;
    const vy = at(this.sumVY, n) - at(this.sumVY, left) - (sumV * rightY) / right;
    if (!(uu > 0) || !(vv > 0)) {
      return Infinity;
    }
    const before = uy / uu;
    const after = vy / vv;
    const offset = (leftY - before * sumU) / left - (rightY - after * sumV) / right;
    const gapAtLeft = offset + before * at(this.u, k) - after * at(this.v, k);
    const gapAtRight = offset + before * at(this.u, k + 1) - after * at(this.v, k + 1);
    if (gapAtLeft * gapAtRight > 0) {
      return Infinity;
    }
    const yy = at(this.sumYY, n) - (leftY * leftY) / left - (rightY * rightY) / right;
    return Math.max(0, yy - before * uy - after * vy);
  }

  /** The breakpoint at point k itself: regression on u held at tau and on v counted from tau. */
  private pinnedRss(k: number): number {
    const { n } = this;
    const left = k + 1;
    const right = n - left;
    const uTau = at(this.u, k);
    const vTau = at(this.v, k);
    const rightY = at(this.sumY, n) - at(this.sumY, left);
    const rightV = at(this.sumV, n) - at(this.sumV, left);
    const s1 = at(this.sumU, left) + right * uTau;
    const s2 = rightV - right * vTau;
    const c11 = at(this.sumUU, left) + right * uTau * uTau - (s1 * s1) / n;
    const c22 = at(this.sumVV, n) - at(this.sumVV, left) - 2 * vTau * rightV + right * vTau * vTau - (s2 * s2) / n;
    const c12 = uTau * s2 - (s1 * s2) / n;
    const c1y = at(this.sumUY, left) + uTau * rightY;
    const c2y = at(this.sumVY, n) - at(this.sumVY, left) - vTau * rightY;
    const determinant = c11 * c22 - c12 * c12;
    if (!(determinant > 0)) {
      return Infinity;
    }
    const before = (c1y * c22 - c2y * c12) / determinant;
    const after = (c2y * c11 - c1y * c12) / determinant;
    return Math.max(0, at(this.sumYY, n) - before * c1y - after * c2y);
  }

  /** Where the two separate fits around the gap after point k cross: bisection, since they do cross in it. */
  private crossing(k: number, yMean: number): number {
    const { n } = this;
    const left = k + 1;
    const right = n - left;
    const sumU = at(this.sumU, left);
    const leftY = at(this.sumY, left);
    const sumV = at(this.sumV, n) - at(this.sumV, left);
    const rightY = at(this.sumY, n) - leftY;
    const before = (at(this.sumUY, left) - (sumU * leftY) / left) / (at(this.sumUU, left) - (sumU * sumU) / left);
    const after = this.rightSlope(left);
    const leftLevel = yMean + (leftY - before * sumU) / left - before * this.uMean;
    const rightLevel = yMean + (rightY - after * sumV) / right - after * this.vMean;
    const [u, v] = this.coordinates;
    return bisect((t) => leftLevel + before * u.of(t) - rightLevel - after * v.of(t), at(this.t, k), at(this.t, k + 1));
  }

  /** Slope of the points from index `left` on, fitted on their own. */
  private rightSlope(left: number): number {
    const { n } = this;
    const right = n - left;
    const sumV = at(this.sumV, n) - at(this.sumV, left);
    const sumY = at(this.sumY, n) - at(this.sumY, left);
    const vv = at(this.sumVV, n) - at(this.sumVV, left) - (sumV * sumV) / right;
    const vy = at(this.sumVY, n) - at(this.sumVY, left) - (sumV * sumY) / right;
    return vy / vv;
  }
}

/** The least-squares kink with a given breakpoint, its residual sum added up from the residuals themselves. */
export function kinkAt(
  t: Float64Array,
  y: Float64Array,
  kink: { readonly tau: number; readonly before: Coordinate; readonly after: Coordinate },
): KinkFit | null {
  const n = t.length;
  const uTau = kink.before.of(kink.tau);
  const vTau = kink.after.of(kink.tau);
  const first = t.map((value) => (value <= kink.tau ? kink.before.of(value) - uTau : 0));
  const second = t.map((value) => (value <= kink.tau ? 0 : kink.after.of(value) - vTau));
  const [m1, m2, my] = [mean(first), mean(second), mean(y)];
  let [c11, c22, c12, c1y, c2y] = [0, 0, 0, 0, 0];
  for (let i = 0; i < n; i++) {
    const d1 = at(first, i) - m1;
    const d2 = at(second, i) - m2;
    const dy = at(y, i) - my;
    c11 += d1 * d1;
    c22 += d2 * d2;
    c12 += d1 * d2;
    c1y += d1 * dy;
    c2y += d2 * dy;
  }
  const determinant = c11 * c22 - c12 * c12;
  if (!(determinant > 0)) {
    return null;
  }
  const before = (c1y * c22 - c2y * c12) / determinant;
  const after = (c2y * c11 - c1y * c12) / determinant;
  let rss = 0;
  let index = 0;
  for (let i = 0; i < n; i++) {
    const residual = at(y, i) - my - before * (at(first, i) - m1) - after * (at(second, i) - m2);
    rss += residual * residual;
    index += at(t, i) <= kink.tau ? 1 : 0;
  }
  const level = my - before * m1 - after * m2;
  return { tau: kink.tau, intercept: level - before * uTau, before, after, rss, index, atPoint: false };
}

function runningSum(values: Float64Array): Float64Array {
  const sums = new Float64Array(values.length + 1);
  for (let i = 0; i < values.length; i++) {
    sums[i + 1] = at(sums, i) + at(values, i);
  }
  return sums;
}

function bisect(gap: (t: number) => number, start: number, end: number): number {
  let [low, high] = [start, end];
  const sign = Math.sign(gap(low));
  for (let i = 0; i < 100 && high - low > Number.EPSILON * high; i++) {
    const middle = low + (high - low) / 2;
    if (Math.sign(gap(middle)) === sign) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return low + (high - low) / 2;
}
