import { digitsToTell, significant } from "../ui/format.ts";
import type { AxisKind, Range } from "./range.ts";

/** About as many ticks as an axis of a chart has room for. */
const wanted = 7;

/** Values at which an axis is labeled: round ones, all within the range, in order. */
export function ticksOf([low, high]: Range, kind: AxisKind): number[] {
  // Narrower than this, neighboring labels would read the same.
  const narrowest = 1e-9 * Math.max(Math.abs(low), Math.abs(high));
  if (!(high - low > narrowest) || !Number.isFinite(high - low)) {
    return [];
  }
  const decades = kind === "log" ? Math.log10(high / low) : 0;
  return decades >= 1 ? decadeTicks([low, high], decades) : evenTicks([low, high]);
}

/** How the ticks of an axis are written: with as many digits as tell each from the next. */
export function tickFormatter(ticks: readonly number[]): (tick: number) => string {
  const largest = ticks.reduce((most, tick) => Math.max(most, Math.abs(tick)), 0);
  const step = ticks.reduce((least, tick, i) => Math.min(least, tick - (ticks[i - 1] ?? -Infinity)), Infinity);
  const digits = digitsToTell(largest, step);
  return (tick) => significant(tick, digits);
}

/** Multiples of powers of ten: fewer a decade, the more decades there are, and only every other power where many. */
function decadeTicks([low, high]: Range, decades: number): number[] {
  const multiples = decades > 4 ? [1] : decades > 2.5 ? [1, 3] : [1, 2, 5];
  const every = Math.ceil(decades / (2 * wanted));
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++) {
    if (power % every === 0) {
      // Read as text, a power of ten is the double nearest to it; computed, it may be its neighbor.
      ticks.push(...multiples.map((multiple) => Number(`${multiple}e${power}`)));
    }
  }
  return ticks.filter((tick) => tick >= low && tick <= high);
}

/** Even steps of 1, 2 or 5 times a power of ten. */
function evenTicks([low, high]: Range): number[] {
  const rough = (high - low) / wanted;
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
