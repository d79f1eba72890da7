import type { WindowSlope } from "../../src/review/model/runReview.ts";

/** Slopes of power laws over windows: how much an exponent depends on where one looks. */
export interface SlopeGrid {
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** alpha by start and end; null where a window holds too few points. */
  readonly alphas: readonly (readonly (number | null)[])[];
}

/** The slopes of all windows by their starts and ends, both rising. Null where no window has a slope. */
export function slopeGrid(slopes: readonly WindowSlope[]): SlopeGrid | null {
  if (slopes.every(({ alpha }) => alpha === null)) {
    return null;
  }
  const starts = rising(slopes.map(({ start }) => start));
  const ends = rising(slopes.map(({ end }) => end));
  const alphas = starts.map((start) =>
    ends.map((end) => slopes.find((slope) => slope.start === start && slope.end === end)?.alpha ?? null),
  );
  return { starts, ends, alphas };
}

function rising(values: readonly number[]): number[] {
  return [...new Set(values)].sort((a, b) => a - b);
}
