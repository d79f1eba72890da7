import { roomy, type AxisKind, type Range } from "../axes/range.ts";
import type { Series } from "./series.ts";

/** Part of the values at either end that a clipped axis leaves out. */
const clipped = 0.01;
/** Of so many values a quantile is as exact as an axis shows it. */
const mostRead = 20_000;

/** What a clipped y axis shows of series within a part of x, without the outermost values; null where there is nothing. */
export function clippedRange(all: readonly Series[], range: Range, kind: AxisKind): Range | null {
  const values: number[] = [];
  for (const series of all) {
    for (const { start, end } of series.stretches().map((stretch) => series.indicesWithin(stretch, range))) {
      const stride = Math.max(1, Math.ceil((end - start) / mostRead));
      for (let i = start; i < end; i += stride) {
        const value = series.y[i] ?? NaN;
        if (Number.isFinite(value) && (kind === "linear" || value > 0)) {
          values.push(value);
        }
      }
    }
  }
  const sorted = Float64Array.from(values).sort();
  const cut = Math.floor(clipped * sorted.length);
  const [low, high] = [sorted[cut], sorted[sorted.length - 1 - cut]];
  return low === undefined || high === undefined ? null : roomy([low, high], kind);
}
