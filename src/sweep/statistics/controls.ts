import { ControlFit, type Controls } from "../../numerics/association/controlFit.ts";
import { averageRanks } from "../../numerics/association/ranks.ts";
import { levelText } from "../table/design.ts";
import type { SettingValue, SweepRow } from "../table/sweepRow.ts";

/** How settings that are numbers are taken: as columns, as their ranks, or as factors like texts. */
export type ControlKind = "linear" | "ranks" | "factors";

/**
 * A fit of settings, one value a row; null where there is none. Numbers are one column each, by log10 where all are above
 * 0, as a learning rate is, and as they stand where one is 0, unless they are taken as `factors`; texts are factors. Rows
 * without a setting are a level of it.
 */
export function controlFit(rows: readonly SweepRow[], keys: readonly string[], as: ControlKind): ControlFit | null {
  const columns: Float64Array[] = [];
  const factors: Uint32Array[] = [];
  for (const key of keys) {
    const values = rows.map(({ settings }) => settings.get(key));
    if (as !== "factors" && values.every((value) => typeof value === "number")) {
      const column = linearColumn(values);
      columns.push(as === "ranks" ? averageRanks(column) : column);
    } else {
      factors.push(factorOf(values));
    }
  }
  const controls: Controls = { columns, factors };
  return ControlFit.of(controls, rows.length);
}

function linearColumn(values: readonly number[]): Float64Array {
  const positive = values.every((value) => value > 0);
  return Float64Array.from(values, (value) => (positive ? Math.log10(value) : value));
}

function factorOf(values: readonly (SettingValue | undefined)[]): Uint32Array {
  const numbers = new Map<string, number>();
  return Uint32Array.from(values, (value) => {
    const name = levelText(value);
    const number = numbers.get(name) ?? numbers.size;
    numbers.set(name, number);
    return number;
  });
}
