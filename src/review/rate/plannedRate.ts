import { at } from "../../numerics/at.ts";
import { fitLine } from "../../numerics/regression/ols.ts";
import type { Points } from "../model/runPlot.ts";
import type { Schedule } from "../model/runReview.ts";
import { afterWarmUp } from "./schedule.ts";

/** Part of the peak that a planned course may miss a logged rate by. */
const close = 0.01;

/**
 * The learning rate at any time up to the planned end, as far as it can be known: what was logged, and from there the course
 * that it follows, which ends where the run is planned to: half a cosine, or a line down. Null for other courses, and where
 * what is logged does not go that way.
 * @param rate logged, in time order
 */
export function plannedRate(rate: Points, schedule: Schedule, planned: number): ((time: number) => number) | null {
  const course = afterWarmUp(rate, schedule.warmUpEnd);
  const start = Math.max(
    0,
    course.t.findIndex((time) => time >= (schedule.constantUntil ?? 0)),
  );
  const after = { t: course.t.subarray(start), y: course.y.subarray(start) };
  const first = at(after.t, 0);
  const last = at(rate.t, rate.t.length - 1);
  const coordinate = {
    cosine: (time: number): number => Math.cos((Math.PI * (time - first)) / (planned - first)),
    linear: (time: number): number => time,
    constantThenLinear: (time: number): number => time,
    constant: null,
    drops: null,
    other: null,
  }[schedule.course];
  const line = coordinate === null ? null : fitLine(after.t.map(coordinate), after.y);
  if (coordinate === null || line === null) {
    return null;
  }
  const peak = after.y.reduce((most, value) => Math.max(most, value), 0);
  const carriedOn = (time: number): number => Math.max(0, line.intercept + line.slope * coordinate(time));
  const isFollowed = after.t.every((time, i) => Math.abs(at(after.y, i) - carriedOn(time)) <= close * peak);
  return isFollowed ? (time) => (time > last ? carriedOn(time) : valueAt(rate, time)) : null;
}

/** The last value that was logged by a time. */
function valueAt({ t, y }: Points, time: number): number {
  let [low, high] = [0, t.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (at(t, middle) <= time) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return at(y, low);
}
