import type { LogTable } from "../../log/columns/columns.ts";
import { at } from "../../numerics/at.ts";
import type { ClockReading } from "../../series/clock/clock.ts";
import type { Points } from "../model/runPlot.ts";

/** Values and times past these limits are no measurements, and their squares and sums would overflow. */
const largestValue = 1e100;
const largestTime = 1e15;

/** Whether a number can be calculated with: finite, and small enough for sums of squares. */
export function isUsableValue(value: number): boolean {
  return Math.abs(value) <= largestValue;
}

/** Whether a time can be: finite and within what a double counts exactly. */
export function isUsableTime(time: number): boolean {
  return Math.abs(time) <= largestTime;
}

/** What is read of a metric of which not every value is kept: means, or the lowest or highest values that they are of. */
export type SeriesSide = "mean" | "least" | "most";

/** A metric over the run's clock, in time order, usable values with a time only; empty where the log does not have it. */
export function metricSeries(table: LogTable, metric: string, clock: ClockReading, side: SeriesSide = "mean"): Points {
  const column = table.column(metric);
  if (column === undefined) {
    return { t: new Float64Array(0), y: new Float64Array(0) };
  }
  const values = side === "mean" ? column.values : (column.thinned?.[side] ?? column.values);
  const times = clock.timesAt(column.rows);
  const t = new Float64Array(times.length);
  const y = new Float64Array(times.length);
  let kept = 0;
  for (let i = 0; i < times.length; i++) {
    if (isUsableTime(at(times, i)) && isUsableValue(at(values, i))) {
      t[kept] = at(times, i);
      y[kept] = at(values, i);
      kept += 1;
    }
  }
  return inTimeOrder({ t: t.subarray(0, kept), y: y.subarray(0, kept) });
}

/** The same points with t rising: records that go back in time (a resumed run) are put in their place. */
export function inTimeOrder(points: Points): Points {
  const { t, y } = points;
  let falls = false;
  for (let i = 1; i < t.length && !falls; i++) {
    falls = at(t, i) < at(t, i - 1);
  }
  if (!falls) {
    return points;
  }
  const order = Array.from(t, (_, i) => i).sort((one, other) => at(t, one) - at(t, other) || one - other);
  return { t: Float64Array.from(order, (i) => at(t, i)), y: Float64Array.from(order, (i) => at(y, i)) };
}
