import type { PanelColumn } from "../../src/review/panel/panelColumns.ts";

/** From the run's clock to what the x axis shows and back. Both rise together. */
export interface AxisMap {
  readonly toAxis: (t: number) => number;
  readonly toClock: (x: number) => number;
}

export const sameAxis: AxisMap = { toAxis: (t) => t, toClock: (x) => x };

/** As many places as a chart could tell apart many times over. */
const mostKnots = 20_000;

/**
 * The map that the records themselves give: between two records in proportion, outside them as far as the last two go.
 * Of what was run again, the last counts. Null where fewer than two records have both.
 */
export function axisMap(
  clock: Pick<PanelColumn, "values">,
  axis: Pick<PanelColumn, "values">,
  offset = 0,
): AxisMap | null {
  const [ts, xs]: [number[], number[]] = [[], []];
  const length = Math.min(clock.values.length, axis.values.length);
  const stride = Math.max(1, Math.floor(length / mostKnots));
  let [t, x] = [Infinity, Infinity];
  for (let row = length - 1; row >= 0; row -= stride) {
    const [time, at] = [clock.values[row] ?? NaN, (axis.values[row] ?? NaN) - offset];
    if (time < t && at < x && time > -Infinity && at > -Infinity) {
      [t, x] = [time, at];
      ts.push(time);
      xs.push(at);
    }
  }
  ts.reverse();
  xs.reverse();
  return ts.length < 2
    ? null
    : { toAxis: (time) => interpolated(ts, xs, time), toClock: (at) => interpolated(xs, ts, at) };
}

function interpolated(from: readonly number[], to: readonly number[], value: number): number {
  let [low, high] = [0, from.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((from[middle] ?? Infinity) <= value) {
      low = middle;
    } else {
      high = middle;
    }
  }
  const [start, end] = [from[low] ?? NaN, from[high] ?? NaN];
  return (to[low] ?? NaN) + ((value - start) / (end - start)) * ((to[high] ?? NaN) - (to[low] ?? NaN));
}
