import { at } from "../../numerics/at.ts";
import { fitLine } from "../../numerics/regression/ols.ts";
import type { Points } from "../model/runPlot.ts";
import type { Schedule } from "../model/runReview.ts";
import { highestRate, lowestRate } from "./rateExtremes.ts";
import { warmUpEnd } from "./warmUp.ts";

/** Part of the peak that a rate may differ by from a course that it follows, and that it must have fallen by to tell one. */
const close = 0.01;
const fallen = 0.05;
const fewest = 5;
/** Lengths of a cosine that are tried, in lengths of what is logged of it: 1 to 8 times. */
const lengths = Array.from({ length: 61 }, (_, i) => 8 ** (i / 60));

/**
 * The schedule of a learning rate, named from its values: the warm-up and the course that follows it. A course has a name
 * only where every value lies within 1 % of the peak of it. Null without a rate.
 */
export function scheduleOf(rate: Points, drops: readonly number[]): Schedule | null {
  if (rate.t.length < fewest) {
    return null;
  }
  const warmUp = warmUpEnd(rate);
  const after = afterWarmUp(rate, warmUp);
  const peak = highestRate(after.y);
  const course = drops.length > 0 ? "drops" : courseOf(after, peak);
  const constantUntil = course === "constantThenLinear" ? at(after.t, onset(after, peak)) : null;
  return { course, warmUpEnd: warmUp, constantUntil };
}

/** The rate from where it is highest after a warm-up, which counts as over a hundredth below that; all of it without one. */
export function afterWarmUp(rate: Points, warmUp: number | null): Points {
  if (warmUp === null) {
    return rate;
  }
  const highest = highestRate(rate.y);
  return from(
    rate,
    Math.max(
      0,
      rate.y.findIndex((value, i) => at(rate.t, i) >= warmUp && value >= highest),
    ),
  );
}

function courseOf(rate: Points, peak: number): Schedule["course"] {
  const lowest = lowestRate(rate.y);
  if (!(peak > 0) || peak - lowest <= close * peak) {
    return "constant";
  }
  const isFalling = rate.y.every((value, i) => i === 0 || value <= at(rate.y, i - 1) * (1 + 1e-9));
  if (!isFalling || rate.t.length < fewest || peak - lowest < fallen * peak) {
    return "other";
  }
  const follows = (points: Points, of: (time: number) => number): boolean => farthest(points, of) <= close * peak;
  if (follows(rate, (time) => time)) {
    return "linear";
  }
  const first = at(rate.t, 0);
  const length = at(rate.t, rate.t.length - 1) - first;
  if (lengths.some((part) => follows(rate, (time) => Math.cos((Math.PI * (time - first)) / (part * length))))) {
    return "cosine";
  }
  const tail = from(rate, onset(rate, peak));
  return tail.t.length >= fewest && follows(tail, (time) => time) ? "constantThenLinear" : "other";
}

function from({ t, y }: Points, index: number): Points {
  return { t: t.subarray(index), y: y.subarray(index) };
}

/** Index of the last value that is still at the peak. */
function onset({ y }: Points, peak: number): number {
  return Math.max(0, y.findIndex((value) => value < (1 - 1e-6) * peak) - 1);
}

/** How far the farthest value lies from the line through a coordinate of the time, by least squares. */
function farthest({ t, y }: Points, coordinate: (time: number) => number): number {
  const x = t.map(coordinate);
  const line = fitLine(x, y);
  return line === null
    ? Infinity
    : y.reduce((most, value, i) => Math.max(most, Math.abs(value - line.intercept - line.slope * at(x, i))), 0);
}
