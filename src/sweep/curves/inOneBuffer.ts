import type { RunCurve } from "./runCurve.ts";

/** The curves of a run, under the address of its log. */
export interface CurvesOfLog {
  readonly log: string;
  readonly curves: readonly RunCurve[];
}

/**
 * The same curves, with all their numbers in one buffer. VS Code counts the buffers of a message to a page in one byte: from
 * 254 on the page gets plain objects instead of arrays, and 64 runs have 256.
 */
export function inOneBuffer(runs: readonly CurvesOfLog[]): readonly CurvesOfLog[] {
  const all = runs.flatMap(({ curves }) => curves.flatMap(({ x, y, low, high }) => [x, y, low, high]));
  const shared = new Float64Array(all.reduce((sum, { length }) => sum + length, 0));
  let used = 0;
  const moved = (values: Float64Array): Float64Array => {
    const place = shared.subarray(used, used + values.length);
    place.set(values);
    used += values.length;
    return place;
  };
  return runs.map(({ log, curves }) => ({
    log,
    curves: curves.map(({ metric, x, y, low, high }) => {
      return { metric, x: moved(x), y: moved(y), low: moved(low), high: moved(high) };
    }),
  }));
}
