import { fitLine } from "../../src/numerics/ols.ts";
import type { Points } from "../../src/review/runPlot.ts";

/** Slopes of power laws over windows: how much an exponent depends on where one looks. */
export interface SlopeGrid {
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** alpha by start and end; null where a window holds too few points. */
  readonly alphas: readonly (readonly (number | null)[])[];
}

const side = 7;
/** As the fits ask for. */
const fewest = 10;

/**
 * alpha, minus the slope of ln loss over ln t, for every window whose borders are evenly spaced in ln t from the first
 * point to `end`. Null where no window holds enough points.
 */
export function slopeGrid(bins: Points, end: number): SlopeGrid | null {
  const start = bins.t.find((t) => t > 0);
  if (start === undefined || !(end > start)) {
    return null;
  }
  const borders = Array.from({ length: side + 1 }, (_, i) => start * (end / start) ** (i / side));
  const [starts, ends] = [borders.slice(0, -1), borders.slice(1)];
  const alphas = starts.map((from) => ends.map((to) => slopeWithin(bins, from, to)));
  return alphas.flat().every((alpha) => alpha === null) ? null : { starts, ends, alphas };
}

function slopeWithin({ t, y }: Points, from: number, to: number): number | null {
  // The borders were computed: let the points that lie on them in.
  const within = (time: number): boolean => time >= from * (1 - 1e-12) && time <= to * (1 + 1e-12);
  const kept = [...t.keys()].filter((i) => within(t[i] ?? NaN) && (y[i] ?? NaN) > 0);
  if (kept.length < fewest) {
    return null;
  }
  const line = fitLine(
    Float64Array.from(kept, (i) => Math.log(t[i] ?? NaN)),
    Float64Array.from(kept, (i) => Math.log(y[i] ?? NaN)),
  );
  return line === null ? null : -line.slope;
}
