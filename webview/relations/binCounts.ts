/** Bars of a histogram. */
export const bars = 24;
/** Columns with no more values than these are levels: how many runs have each is seen in the plot itself. */
const mostLevels = 12;
/** How many of some parts (0 to 1) of an axis lie in each of equal bins; null where the values are levels. */
export function binCounts(parts: Float64Array): Uint32Array | null {
  if (new Set(parts).size <= mostLevels) {
    return null;
  }
  const counts = new Uint32Array(bars);
  for (const part of parts) {
    const bin = Math.min(bars - 1, Math.max(0, Math.floor(part * bars)));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts;
}
