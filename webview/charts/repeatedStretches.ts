import type { Interval } from "../../src/review/model/runReview.ts";
import type { Series } from "../model/series.ts";

/**
 * Stretches of x that were run more than once: a resumed run starts again at a checkpoint before the record that it
 * stopped at. Each goes from where x fell back to, to where it had come before; those that touch are one.
 */
export function repeatedStretches(series: Pick<Series, "stretches" | "x">): Interval[] {
  const { x } = series;
  const again: [number, number][] = [];
  let furthest = -Infinity;
  for (const { start, end } of series.stretches()) {
    const [from, to] = [x[start] ?? NaN, x[end - 1] ?? NaN];
    if (from < furthest) {
      again.push([from, furthest]);
    }
    furthest = Math.max(furthest, to);
  }
  return merged(again);
}

function merged(stretches: [number, number][]): Interval[] {
  const done: [number, number][] = [];
  for (const [start, end] of stretches.sort((a, b) => a[0] - b[0])) {
    const last = done.at(-1);
    if (last !== undefined && start <= last[1]) {
      last[1] = Math.max(last[1], end);
    } else {
      done.push([start, end]);
    }
  }
  return done;
}
