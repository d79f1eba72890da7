import type { LogTable } from "../log/columns.ts";
import { at } from "../numerics/at.ts";
import type { ClockReading } from "./clock.ts";
import type { Points } from "./runPlot.ts";

/** Values and times past these limits are no measurements, and their squares and sums would overflow. */
const LARGEST_VALUE = 1e100;
const LARGEST_TIME = 1e15;

/** Whether a number can be calculated with: finite, and small enough for sums of squares. */
export function isUsableValue(value: number): boolean {
  return Math.abs(value) <= LARGEST_VALUE;
}

/** Whether a time can be: finite and within what a double counts exactly. */
export function isUsableTime(time: number): boolean {
  return Math.abs(time) <= LARGEST_TIME;
}

/** A metric over the run's clock, in time order, usable values with a time only; empty where the log lacks it. */
export function metricSeries(table: LogTable, metric: string, clock: ClockReading): Points {
  const column = table.column(metric);
  if (column === undefined) {
    return { t: new Float64Array(0), y: new Float64Array(0) };
  }
  const times = clock.timesAt(column.rows);
  const kept: number[] = [];
  let inOrder = true;
  for (let i = 0; i < times.length; i++) {
    if (isUsableTime(at(times, i)) && isUsableValue(at(column.values, i))) {
      inOrder &&= kept.length === 0 || at(times, i) >= at(times, kept[kept.length - 1] ?? 0);
      kept.push(i);
    }
  }
  if (!inOrder) {
    kept.sort((one, other) => at(times, one) - at(times, other) || one - other);
  }
  return {
    t: Float64Array.from(kept, (i) => at(times, i)),
    y: Float64Array.from(kept, (i) => at(column.values, i)),
  };
}
