import type { Points } from "../../src/review/runPlot.ts";
import type { Interval } from "../../src/review/runReview.ts";

/** Where a loss is not a finite number, in record order. */
export function nonFiniteTimes({ t, y }: Points): number[] {
  const times: number[] = [];
  y.forEach((value, i) => {
    const time = t[i] ?? NaN;
    if (!Number.isFinite(value) && Number.isFinite(time)) {
      times.push(time);
    }
  });
  return times;
}

/**
 * Stretches of t that were run more than once: a resumed run starts again at a checkpoint before the record that it
 * stopped at. Each stretch goes from where t fell back to, to where it had come before; stretches that touch are one.
 */
export function repeatedStretches({ t }: Points): Interval[] {
  const stretches: [number, number][] = [];
  let furthest = -Infinity;
  let previous = -Infinity;
  for (const time of t) {
    if (time < previous && Number.isFinite(furthest)) {
      stretches.push([time, furthest]);
    }
    previous = time;
    furthest = time > furthest ? time : furthest;
  }
  return joined(stretches);
}

function joined(stretches: [number, number][]): Interval[] {
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
