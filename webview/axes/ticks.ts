import { addAll } from "../../src/extremes.ts";
import { digitsToTell, exponential, significant } from "../ui/format.ts";
import type { AxisKind, Range } from "./range.ts";

/** About as many ticks as an axis of a chart has room for. */
const wanted = 7;
/** A logarithmic axis on which fewer round numbers stand is narrow enough for even steps. */
const fewest = 3;
/** Multiples of each power of ten that a logarithmic axis may name, the most first. */
const multiplesOfTen = [
  [1, 1.5, 2, 2.5, 3, 3.5, 4, 5, 6, 7, 8, 9],
  [1, 1.5, 2, 3, 4, 5, 6, 7, 8, 9],
  [1, 2, 3, 4, 5, 6, 8],
  [1, 2, 3, 5, 7],
  [1, 2, 5],
  [1, 3],
  [1],
];

/** Values at which an axis is labeled: round ones, all within the range, in order. */
export function ticksOf([low, high]: Range, kind: AxisKind, most = wanted): number[] {
  // Narrower than this, neighboring labels would read the same.
  const narrowest = 1e-9 * Math.max(Math.abs(low), Math.abs(high));
  if (!(high - low > narrowest) || !Number.isFinite(high - low)) {
    return [];
  }
  const logarithmic = kind === "log" ? decadeTicks([low, high], most) : [];
  return logarithmic.length >= fewest ? logarithmic : evenTicks([low, high], most);
}

/** How the ticks of an axis are written: with as many digits as tell each from the next. */
export function tickFormatter(ticks: readonly number[]): (tick: number) => string {
  const largest = ticks.reduce((most, tick) => Math.max(most, Math.abs(tick)), 0);
  const step = ticks.reduce((least, tick, i) => Math.min(least, tick - (ticks[i - 1] ?? -Infinity)), Infinity);
  const digits = digitsToTell(largest, step);
  // One notation for all: 0.0001 next to 5e-5 looks like the smaller one.
  const isExponential = ticks.some((tick) => significant(tick, digits).includes("e"));
  return (tick) => (isExponential && tick !== 0 ? exponential(tick, digits) : significant(tick, digits));
}

/**
 * Multiples of powers of ten, as many of each as there is room for, so that the ends of an axis have one close by; only every
 * other power, or fewer, where there are many.
 */
function decadeTicks([low, high]: Range, most: number): number[] {
  const every = Math.ceil(Math.log10(high / low) / (2 * most));
  for (const multiples of multiplesOfTen) {
    const ticks: number[] = [];
    for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++) {
      if (power % every === 0) {
        // Read as text, a power of ten is the double nearest to it; computed, it may be its neighbor.
        addAll(
          ticks,
          multiples.map((multiple) => Number(`${multiple}e${power}`)),
        );
      }
    }
    const within = ticks.filter((tick) => tick >= low && tick <= high);
    if (within.length <= most + 1 || multiples.length === 1) {
      return within;
    }
  }
  return [];
}

/** Even steps of 1, 2 or 5 times a power of ten. */
function evenTicks([low, high]: Range, most: number): number[] {
  const rough = (high - low) / most;
  const power = Math.floor(Math.log10(rough));
  const multiple = [1, 2, 5, 10].find((one) => one * 10 ** power >= rough) ?? 10;
  const step = Number(`${multiple}e${power}`);
  const ticks: number[] = [];
  const first = Math.ceil(low / step);
  const count = Math.floor((high - first * step) / step + 1e-9) + 1;
  for (let i = 0; i < count; i++) {
    ticks.push(Number(((first + i) * step).toPrecision(12)));
  }
  return ticks;
}
