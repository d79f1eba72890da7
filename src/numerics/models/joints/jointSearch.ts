import { at } from "../../at.ts";
import { whiten } from "../../regression/autoregression.ts";
import { mean } from "../../stats/mean.ts";
import { centered } from "../estimate.ts";
import { jointSums, type JointSums } from "./jointSums.ts";
import type { WeightedSeries } from "../lossSeries.ts";

/** Fewest points before a joint, the one that it may lie on among them, and behind it. */
export const pointsAside = 5;

/** Parts that the gap between two points is looked at in. */
const parts = 4;

export type JointModel = "switch" | "twoPower";

/**
 * Two pieces that meet, under noise with first-order autocorrelation: an exponential and a power law, or two power laws.
 * Places for the joint are the points and the quarters of the gaps between them, from the fifth point to the fifth from
 * the end; nothing assumes that the pieces cross there, so that joints in which they only touch are found too.
 */
export class JointSearch {
  readonly model: JointModel;
  /** Admissible joints, as times, increasing. */
  readonly places: Float64Array;
  /** Index of the last point at or before each of them. */
  readonly before: Int32Array;
  readonly #series: WeightedSeries;
  /** What decides on which side of a joint a point lies, and the joint's own coordinate on that scale. */
  readonly #u: Float64Array;
  readonly #v: Float64Array;
  readonly #y: Float64Array;
  readonly #uMean: number;
  readonly #vMean: number;

  constructor(series: WeightedSeries, model: JointModel) {
    this.model = model;
    this.#series = series;
    const u = model === "switch" ? series.t : series.logT;
    this.#uMean = mean(u);
    this.#vMean = mean(series.logT);
    this.#u = centered(u);
    this.#v = centered(series.logT);
    this.#y = centered(series.logLoss);
    const [places, before] = placesIn(u);
    this.places = model === "switch" ? places : places.map(Math.exp);
    this.before = before;
  }

  /** The profile of the joint at one phi. */
  at(phi: number): JointProfile {
    const { weights } = this.#series;
    const [one, u, v, y] = [new Float64Array(this.#y.length).fill(1), this.#u, this.#v, this.#y].map((column) =>
      whiten(column, weights, phi),
    ) as [Float64Array, Float64Array, Float64Array, Float64Array];
    return new JointProfile(jointSums(one, u, v, y), (tau, k) => ({
      uTau: (this.model === "switch" ? tau : Math.log(tau)) - this.#uMean,
      vTau: Math.log(tau) - this.#vMean,
      uRow: -phi * at(weights, k) * at(this.#u, k),
      uUnit: -phi * at(weights, k),
      vRow: at(weights, k + 1) * at(this.#v, k + 1),
      vUnit: at(weights, k + 1),
    }));
  }

  /** The place next to a time, and how many points lie at or before it. */
  beforeTau(tau: number): number {
    let [low, high] = [0, this.places.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (at(this.places, middle) <= tau) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return this.before[low] ?? 0;
  }

  /** The times of the two points around a joint, between which its pieces stay the same. */
  gapAround(tau: number): readonly [low: number, high: number] {
    const times = this.model === "switch" ? this.#series.t : this.#series.logT.map(Math.exp);
    const k = this.beforeTau(tau);
    return [at(times, k), Math.min(at(times, k + 1), at(this.places, this.places.length - 1))];
  }

  /** The three columns of the model at a joint, the constant left out. */
  columnsAt(tau: number): readonly [before: Float64Array, after: Float64Array, response: Float64Array] {
    const k = this.beforeTau(tau);
    const uTau = (this.model === "switch" ? tau : Math.log(tau)) - this.#uMean;
    const vTau = Math.log(tau) - this.#vMean;
    return [
      this.#u.map((value, i) => (i <= k ? value - uTau : 0)),
      this.#v.map((value, i) => (i <= k ? 0 : value - vTau)),
      this.#y,
    ];
  }
}

function placesIn(u: Float64Array): [Float64Array, Int32Array] {
  const places: number[] = [];
  const before: number[] = [];
  const last = u.length - pointsAside - 1;
  for (let k = pointsAside - 1; k <= last; k++) {
    const gap = k === last ? 0 : at(u, k + 1) - at(u, k);
    for (let part = 0; part === 0 || (gap > 0 && part < parts); part++) {
      places.push(at(u, k) + (part * gap) / parts);
      before.push(k);
    }
  }
  return [Float64Array.from(places), Int32Array.from(before)];
}

interface Row {
  readonly uTau: number;
  readonly vTau: number;
  /** What the last point before the joint leaves in the row of the first one after it, and that row's own part. */
  readonly uRow: number;
  readonly uUnit: number;
  readonly vRow: number;
  readonly vUnit: number;
}

/** Residual sums at every joint for one phi, each from the running sums in constant time. */
export class JointProfile {
  /** Of the joint that was asked for last: slope behind it (of ln L on ln t), and its variance for unit noise. */
  slope = NaN;
  slopeVariance = NaN;
  readonly #sums: JointSums;
  readonly #rowOf: (tau: number, k: number) => Row;

  constructor(sums: JointSums, rowOf: (tau: number, k: number) => Row) {
    this.#sums = sums;
    this.#rowOf = rowOf;
  }

  /** Least whitened residual sum with the joint at tau, k being the last point at or before it; Infinity without one. */
  rss(tau: number, k: number): number {
    const sums = this.#sums;
    const { uTau, vTau, uRow, uUnit, vRow, vUnit } = this.#rowOf(tau, k);
    const f = uRow - uTau * uUnit;
    const h = vRow - vTau * vUnit;
    const one = at(sums.one, k + 1);
    const y = at(sums.y, k + 1);
    const head = at(sums.headOne, k);
    const tail = at(sums.tailOne, k + 1);
    const aa = sums.totalOne;
    const af = at(sums.headU, k) - uTau * head + one * f;
    const ff = at(sums.headUU, k) - 2 * uTau * at(sums.headU, k) + uTau * uTau * head + f * f;
    const ah = at(sums.tailV, k + 1) - vTau * tail + one * h;
    const hh = at(sums.tailVV, k + 1) - 2 * vTau * at(sums.tailV, k + 1) + vTau * vTau * tail + h * h;
    const fh = f * h;
    const ay = sums.totalY;
    const fy = at(sums.headUY, k) - uTau * at(sums.headY, k) + f * y;
    const hy = at(sums.tailVY, k + 1) - vTau * at(sums.tailY, k + 1) + h * y;
    // Constant, piece before and piece after eliminated in turn.
    const ff1 = ff - (af * af) / aa;
    const fh1 = fh - (af * ah) / aa;
    const hh1 = hh - (ah * ah) / aa;
    const fy1 = fy - (af * ay) / aa;
    const hy1 = hy - (ah * ay) / aa;
    const hh2 = hh1 - (fh1 * fh1) / ff1;
    const hy2 = hy1 - (fh1 * fy1) / ff1;
    if (!(aa > 0) || !(ff1 > 1e-13 * ff) || !(hh2 > 1e-13 * hh)) {
      return Infinity;
    }
    this.slope = hy2 / hh2;
    this.slopeVariance = 1 / hh2;
    return Math.max(0, sums.totalYY - (ay * ay) / aa - (fy1 * fy1) / ff1 - (hy2 * hy2) / hh2);
  }
}
