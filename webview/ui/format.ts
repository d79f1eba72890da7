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
  const size = Math.abs(value);
  if (value !== 0 && (size >= 1e6 || size < 1e-4)) {
    return decimal(value.toExponential(digits - 1).replace(/\.?0*e\+?/, "e"));
  }
  return formatOf(digits).format(value);
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
  return value === null || !Number.isFinite(value) ? "–" : decimal(value.toFixed(decimals).replace(/^-(?=[0.]*$)/, ""));
}

export function intervalText(interval: readonly [number, number] | null, digits = 3): string {
  return interval === null ? "" : t("{0} to {1}", significant(interval[0], digits), significant(interval[1], digits));
}

/** As many digits as show two of an interval's width, 3 to 7: the ends of a narrow one would look the same in fewer. */
export function digitsOf(interval: readonly [number, number] | null): number {
  const [low, high] = interval ?? [0, 0];
  const size = Math.max(Math.abs(low), Math.abs(high));
  return high > low ? Math.min(7, Math.max(3, Math.ceil(Math.log10(size / (high - low))) + 2)) : 3;
}
