import type { SettingValue, SweepRow } from "../table/sweepRow.ts";
import { levelsOf, levelText } from "../table/design.ts";

/**
 * Settings as columns of a regression, one value a row. Of numbers one column, by log10 where all are above 0, as a
 * learning rate is, and as they stand where one is 0; of texts, and of numbers as `factors`, a dummy for every level but
 * the first.
 */
export function controlsOf(
  rows: readonly SweepRow[],
  keys: readonly string[],
  as: "linear" | "factors",
): readonly Float64Array[] {
  return keys.flatMap((key) => {
    const numbers = rows.map(({ settings }) => settings.get(key));
    return as === "linear" && numbers.every((value) => typeof value === "number")
      ? [linearColumn(numbers)]
      : dummies(rows, key);
  });
}

function linearColumn(values: readonly number[]): Float64Array {
  const positive = values.every((value) => value > 0);
  return Float64Array.from(values, (value) => (positive ? Math.log10(value) : value));
}

function dummies(rows: readonly SweepRow[], key: string): readonly Float64Array[] {
  const [, ...others] = levelsOf(rows, key);
  const has = (row: SweepRow, level: SettingValue): boolean => levelText(row.settings.get(key)) === levelText(level);
  return others.map((level) => Float64Array.from(rows, (row) => (has(row, level) ? 1 : 0)));
}

/** Whether a column holds nothing but 0 and 1, as a dummy does: ranking it would change nothing but its scale. */
export function isDummy(column: Float64Array): boolean {
  return column.every((value) => value === 0 || value === 1);
}
