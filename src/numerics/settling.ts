import { at } from "./at.ts";
import { median } from "./quantile.ts";

export interface Settling {
  /** First t from which the values stay in the band, or null. */
  readonly t: number | null;
  /** Why they never settle; null where they do. */
  readonly reason: "few" | "rising" | "falling" | "oscillating" | null;
}

/** Half width of the band about the final median, as a part of it. */
const BAND = 0.1;
/** Smallest part of the run that the settled stretch must cover. */
const STRETCH = 0.2;
const MIN_POINTS = 5;

/**
 * Settling time of a smoothed series: the first t after which it stays within 10 % of its final median (the median
 * over the last fifth), the stretch being at least a fifth of the run. A series that drifts one way through that
 * stretch has not settled: its level is only passing through the band.
 * The settling time of control engineering (Franklin, Powell & Emami-Naeini, "Feedback Control of Dynamic Systems", 3.4).
 */
export function settling(t: Float64Array, smooth: Float64Array): Settling {
  const n = t.length;
  if (n < MIN_POINTS) {
    return { t: null, reason: "few" };
  }
  const end = at(t, n - 1);
  const length = end - at(t, 0);
  const tail = lastFrom(t, end - STRETCH * length);
  const level = median(smooth.subarray(tail));
  let first = n;
  while (first > 0 && Math.abs(at(smooth, first - 1) - level) <= BAND * Math.abs(level)) {
    first -= 1;
  }
  if (first < n && end - at(t, first) >= STRETCH * length) {
    return { t: at(t, first), reason: null };
  }
  return { t: null, reason: direction(smooth.subarray(lastFrom(t, end - 2 * STRETCH * length), tail), level) };
}

function direction(earlier: Float64Array, level: number): Settling["reason"] {
  const before = median(earlier);
  if (level > before * (1 + BAND / 2)) {
    return "rising";
  }
  return level < before * (1 - BAND / 2) ? "falling" : "oscillating";
}

/** Index of the first point at or after a time. */
function lastFrom(t: Float64Array, time: number): number {
  let i = t.length - 1;
  while (i > 0 && at(t, i - 1) >= time) {
    i -= 1;
  }
  return i;
}
