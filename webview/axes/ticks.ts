import { digitsToTell, exponential, hasExponent, significant } from "../ui/format.ts";
import type { AxisKind, Range } from "./range.ts";

/** About as many ticks as an axis of a chart has room for. */
const wanted = 7;
/** A logarithmic axis on which fewer round numbers stand is narrow enough for even steps. */
const fewest = 3;
/** The powers of ten, from 1 on, that a double holds exactly. */
const exactPowers = Array.from({ length: 23 }, (_, power) => Number(`1e${power}`));
const finest = [1, 1.5, 2, 2.5, 3, 3.5, 4, 5, 6, 7, 8, 9];
/** Multiples of each power of ten that a logarithmic axis may name, the most first. */
const multiplesOfTen = [
  finest,
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
  return ticks.some(hasExponent)
    ? (tick) => (tick === 0 ? significant(tick, digits) : exponential(tick, digits))
    : (tick) => significant(tick, digits);
}

/**
 * Multiples of powers of ten, as many of each as there is room for, so that the ends of an axis have one close by; only every
 * other power, or fewer, where there are many.
 */
function decadeTicks([low, high]: Range, most: number): number[] {
  const powers = Math.log10(high / low);
  const every = Math.ceil(powers / (2 * most));
  const all = multiplesWithin([low, high], every);
  // A count that is sure to be too large need not be counted.
  const isShort = ({ length }: readonly number[]): boolean => length * Math.floor(powers / every) <= most + 1;
  const fits = (multiples: readonly number[]): boolean => isShort(multiples) && countOf(all, multiples) <= most + 1;
  const fitting = multiplesOfTen.find(fits) ?? [1];
  return all.filter(({ multiple }) => fitting.includes(multiple)).map(({ tick }) => tick);
}

interface Multiple {
  readonly tick: number;
  readonly multiple: number;
}

function countOf(all: readonly Multiple[], multiples: readonly number[]): number {
  return all.reduce((count, { multiple }) => (multiples.includes(multiple) ? count + 1 : count), 0);
}

/** Every multiple that an axis may name of all powers of ten within a range, or of every second, third … of them. */
function multiplesWithin([low, high]: Range, every: number): readonly Multiple[] {
  const found: Multiple[] = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++) {
    for (const multiple of power % every === 0 ? finest : []) {
      const tick = timesPowerOfTen(multiple, power);
      if (tick >= low && tick <= high) {
        found.push({ tick, multiple });
      }
    }
  }
  return found;
}

/** The double nearest to a multiple of a power of ten, as it is read from text: what is computed may be its neighbor. */
function timesPowerOfTen(multiple: number, power: number): number {
  const exact = exactPowers[Math.abs(power)];
  if (exact === undefined) {
    return Number(`${multiple}e${power}`);
  }
  // Both sides are exact, and so what comes out is rounded once.
  return power < 0 ? multiple / exact : multiple * exact;
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
