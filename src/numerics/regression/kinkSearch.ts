import { at } from "../at.ts";
import { kinkAt, type Coordinate, type KinkFit } from "./kinkAt.ts";
import { measurePins, measureSides, type Pins, type Sides } from "./kinkSums.ts";
import { mean } from "../stats/mean.ts";

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
 * neighboring points the best breakpoint is either where the two separate fits cross, or at one of the points
 * (Hudson 1966, "Fitting segmented curves whose join points have to be estimated"). Running sums give each
 * candidate's residual sum in constant time; what depends on t alone is worked out once, so that a bootstrap can
 * search again and again on the same t.
 */
export class KinkSearch {
  readonly t: Float64Array;
  /** Points up to the breakpoint that was located last, and whether it was pinned to a point. */
  #index = 0;
  #atPoint = false;
  readonly #n: number;
  readonly #minSide: number;
  readonly #coordinates: readonly [Coordinate, Coordinate];
  /** Coordinates about their means: sums of raw products would cancel. */
  readonly #u: Float64Array;
  readonly #v: Float64Array;
  readonly #uMean: number;
  readonly #vMean: number;
  readonly #sides: Sides;
  readonly #pins: Pins;
  readonly #sumY: Float64Array;
  readonly #sumUY: Float64Array;
  readonly #sumVY: Float64Array;
  #sumYY = 0;

  constructor({ t, before, after, minSide }: KinkSearchInput) {
    this.t = t;
    this.#n = t.length;
    this.#minSide = Math.max(2, minSide);
    this.#coordinates = [before, after];
    const u = t.map(before.of);
    const v = before === after ? u : t.map(after.of);
    this.#uMean = mean(u);
    this.#vMean = mean(v);
    this.#u = u.map((value) => value - this.#uMean);
    this.#v = before === after ? this.#u : v.map((value) => value - this.#vMean);
    this.#sides = measureSides(this.#u, this.#v);
    this.#pins = measurePins(this.#u, this.#v);
    this.#sumY = new Float64Array(this.#n + 1);
    this.#sumUY = new Float64Array(this.#n + 1);
    this.#sumVY = new Float64Array(this.#n + 1);
  }

  /** The best kink of y, or null where no breakpoint leaves enough points on both sides. */
  fit(y: Float64Array): KinkFit | null {
    const tau = this.locate(y);
    if (tau === null) {
      return null;
    }
    const [before, after] = this.#coordinates;
    const fit = kinkAt(this.t, y, { tau, before, after });
    return fit === null ? null : { ...fit, index: this.#index, atPoint: this.#atPoint };
  }

  /** The best breakpoint of y alone: all that a bootstrap needs, without an allocation. */
  locate(y: Float64Array): number | null {
    const yMean = this.#sums(y);
    let lowest = Infinity;
    this.#index = 0;
    for (let k = this.#minSide - 1; k < this.#n - this.#minSide; k++) {
      const pinned = this.#pinnedRss(k);
      if (pinned < lowest) {
        lowest = pinned;
        this.#index = k + 1;
        this.#atPoint = true;
      }
      const free = this.#freeRss(k);
      if (free < lowest) {
        lowest = free;
        this.#index = k + 1;
        this.#atPoint = false;
      }
    }
    if (this.#index === 0) {
      return null;
    }
    return this.#atPoint ? at(this.t, this.#index - 1) : this.#crossing(this.#index, yMean);
  }

  /** Slope in the second coordinate of the points behind the breakpoint that was located last, fitted on their own. */
  slopeAfter(): number {
    return this.#rightProduct(this.#index) * at(this.#sides.inverseVV, this.#index);
  }

  #sums(y: Float64Array): number {
    const yMean = mean(y);
    let [sumY, sumUY, sumVY, sumYY] = [0, 0, 0, 0];
    for (let i = 0; i < this.#n; i++) {
      const dy = at(y, i) - yMean;
      sumY += dy;
      sumYY += dy * dy;
      sumUY += at(this.#u, i) * dy;
      sumVY += at(this.#v, i) * dy;
      this.#sumY[i + 1] = sumY;
      this.#sumUY[i + 1] = sumUY;
      this.#sumVY[i + 1] = sumVY;
    }
    this.#sumYY = sumYY;
    return yMean;
  }

  /** Centered sum of products of u and y over the first `left` points. */
  #leftProduct(left: number): number {
    return at(this.#sumUY, left) - at(this.#sides.leftU, left) * at(this.#sumY, left);
  }

  /** Centered sum of products of v and y over the points behind them. */
  #rightProduct(left: number): number {
    const rightY = at(this.#sumY, this.#n) - at(this.#sumY, left);
    return at(this.#sumVY, this.#n) - at(this.#sumVY, left) - at(this.#sides.rightV, left) * rightY;
  }

  /** Both pieces fitted on their own; Infinity unless they cross between point k and the next. */
  #freeRss(k: number): number {
    const [n, sides] = [this.#n, this.#sides];
    const left = k + 1;
    const leftY = at(this.#sumY, left);
    const rightY = at(this.#sumY, n) - leftY;
    const uy = this.#leftProduct(left);
    const vy = this.#rightProduct(left);
    const before = uy * at(sides.inverseUU, left);
    const after = vy * at(sides.inverseVV, left);
    const leftLevel = leftY / left - before * at(sides.leftU, left);
    const rightLevel = rightY / (n - left) - after * at(sides.rightV, left);
    const gapAtLeft = leftLevel - rightLevel + before * at(this.#u, k) - after * at(this.#v, k);
    const gapAtRight = leftLevel - rightLevel + before * at(this.#u, left) - after * at(this.#v, left);
    // Not a number where a side has no spread; equal times cannot hold a breakpoint between them.
    if (!(gapAtLeft * gapAtRight <= 0) || !(at(this.t, k) < at(this.t, left))) {
      return Infinity;
    }
    const yy = this.#sumYY - (leftY * leftY) / left - (rightY * rightY) / (n - left);
    return Math.max(0, yy - before * uy - after * vy);
  }

  /** The breakpoint at point k itself: regression on u held at tau and on v counted from tau. */
  #pinnedRss(k: number): number {
    const [n, pins] = [this.#n, this.#pins];
    const left = k + 1;
    const rightY = at(this.#sumY, n) - at(this.#sumY, left);
    const c1y = at(this.#sumUY, left) + at(this.#u, k) * rightY;
    const c2y = at(this.#sumVY, n) - at(this.#sumVY, left) - at(this.#v, k) * rightY;
    const explained = at(pins.i11, k) * c1y * c1y + 2 * at(pins.i12, k) * c1y * c2y + at(pins.i22, k) * c2y * c2y;
    const rss = this.#sumYY - explained;
    return rss > 0 ? rss : Number.isNaN(rss) ? Infinity : 0;
  }

  /** Where the two separate fits around the gap before point `left` cross: bisection, since they do cross in it. */
  #crossing(left: number, yMean: number): number {
    const [n, sides] = [this.#n, this.#sides];
    const leftY = at(this.#sumY, left);
    const before = this.#leftProduct(left) * at(sides.inverseUU, left);
    const after = this.slopeAfter();
    const leftLevel = leftY / left - before * (at(sides.leftU, left) + this.#uMean);
    const rightLevel = (at(this.#sumY, n) - leftY) / (n - left) - after * (at(sides.rightV, left) + this.#vMean);
    const [u, v] = this.#coordinates;
    const gap = (t: number): number => leftLevel + yMean + before * u.of(t) - (rightLevel + yMean) - after * v.of(t);
    return bisect(gap, at(this.t, left - 1), at(this.t, left));
  }
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
