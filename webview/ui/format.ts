import { greatest, least } from "../../src/extremes.ts";
import { currentLanguage, decimal, t } from "./text.ts";

/** A number with as many digits as a reader of a table needs. */
export function significant(value: number | null, digits = 4): string {
  if (value === null || !Number.isFinite(value)) {
    return "–";
  }
  const key = `${value} ${digits}`;
  const known = written.get(key) ?? write(value, digits);
  if (written.size >= mostWritten) {
    written.clear();
  }
  written.set(key, known);
  return known;
}

/** Numbers as they were written: charts label their axes with the same ones at every frame. */
const written = new Map<string, string>();
const mostWritten = 2_000;

function write(value: number, digits: number): string {
  return hasExponent(value) ? exponential(value, digits) : withMinus(formatOf(digits).format(value));
}

/** Whether a number is so large or so small that it is written with its power of ten. */
export function hasExponent(value: number): boolean {
  const size = Math.abs(value);
  return value !== 0 && (size >= 1e6 || size < 1e-4);
}

/** A number with its power of ten, as small and large ones are written. */
export function exponential(value: number, digits = 4): string {
  return withMinus(decimal(value.toExponential(digits - 1).replace(/\.?0*e\+?/, "e")));
}

/** A hyphen is shorter than the plus that it stands next to; the sign of a number is not. */
function withMinus(written: string): string {
  return written.replaceAll("-", "−");
}

/** By digits: a format costs far more to make than to use, and charts label their axes at every zoom. */
const formats = new Map<number, Intl.NumberFormat>();

function formatOf(digits: number): Intl.NumberFormat {
  const known =
    formats.get(digits) ??
    new Intl.NumberFormat(currentLanguage().tag, { maximumSignificantDigits: digits, useGrouping: true });
  formats.set(digits, known);
  return known;
}

/** Digits that tell a value from its neighbors a step away: those of a table as long as they do. */
export function digitsToTell(value: number, step: number): number {
  const needed = Math.ceil(Math.log10(Math.abs(value) / step)) + 1;
  return needed > 4 ? Math.min(needed, 15) : 4;
}

/** A number with a fixed count of decimals; one that they round to 0 has no sign. */
export function fixed(value: number | null, decimals: number): string {
  return value === null || !Number.isFinite(value)
    ? "–"
    : withMinus(decimal(value.toFixed(decimals).replace(/^-(?=[0.]*$)/, "")));
}

export function intervalText(interval: readonly [number, number] | null, digits = 3): string {
  return interval === null ? "" : t("{0} to {1}", significant(interval[0], digits), significant(interval[1], digits));
}

/** Most decimals of a value next to its interval: what asks for more is written in significant digits. */
const mostDecimals = 7;

/**
 * How a value and the ends of its interval are written: in as many decimals as show two digits of the interval's width, so
 * that a value is no finer than it is known, and all have as many; three significant digits without an interval.
 */
export function byInterval(interval: readonly [number, number] | null): (value: number) => string {
  if (interval === null) {
    return (value) => significant(value, 3);
  }
  const width = interval[1] - interval[0];
  const decimals = Math.max(0, Math.ceil(1 - Math.log10(width)));
  const isPlain = width > 0 && decimals <= mostDecimals && greatest(interval.map(Math.abs)) < 1e6;
  return isPlain ? decimalsOf(decimals) : (value) => significant(value, digitsOf(interval));
}

/** An interval by the same rule. */
export function intervalByItself(interval: readonly [number, number] | null): string {
  const write = byInterval(interval);
  return interval === null ? "" : t("{0} to {1}", write(interval[0]), write(interval[1]));
}

/** How the numbers of a column are written so that they line up: four digits of the least, as long as that is not much. */
export function aligned(values: Iterable<number>): (value: number | null) => string {
  const sizes = [...values].filter((value) => Number.isFinite(value) && value !== 0).map(Math.abs);
  const [low, high] = [least(sizes), greatest(sizes)];
  if (sizes.every(Number.isInteger)) {
    return (value) => significant(value, 15);
  }
  const decimals = Math.max(0, 3 - Math.floor(Math.log10(low)));
  return decimals > mostDecimals || high >= 1e6 ? (value) => significant(value, 5) : decimalsOf(decimals);
}

function decimalsOf(decimals: number): (value: number | null) => string {
  const format = new Intl.NumberFormat(currentLanguage().tag, {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
  return (value) =>
    value === null || !Number.isFinite(value) ? "–" : withMinus(format.format(value).replace(/^-(?=[0.,]*$)/, ""));
}

/** As many digits as show two of an interval's width, 3 to 7: the ends of a narrow one would look the same in fewer. */
function digitsOf(interval: readonly [number, number] | null): number {
  const [low, high] = interval ?? [0, 0];
  const size = Math.max(Math.abs(low), Math.abs(high));
  return high > low ? Math.min(7, Math.max(3, Math.ceil(Math.log10(size / (high - low))) + 2)) : 3;
}
