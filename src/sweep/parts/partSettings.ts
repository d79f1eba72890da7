import type { ParquetColumn } from "../../log/parquet/parquetBytes.ts";
import { settingPrefix } from "../table/columnIds.ts";
import { otherSettingsColumn, otherSettingsIn } from "../table/otherSettings.ts";
import type { SettingColumn } from "../table/runColumns.ts";
import type { SettingValue } from "../table/sweepRow.ts";
import type { PartNotes } from "./partNotes.ts";

/** The settings of the rows of a part, whether they have columns of their own there or not. */
export class PartSettings {
  /** In order of first appearance in the part. */
  readonly columns: ReadonlyMap<string, SettingColumn>;
  readonly #order: ReadonlyMap<string, number>;
  readonly #cells: readonly (readonly [key: string, cells: ParquetColumn["cells"]])[];
  readonly #others: ParquetColumn["cells"];

  constructor(columns: readonly ParquetColumn[], { settingColumns }: Pick<PartNotes, "settingColumns">) {
    const own = columns.filter(({ name }) => name.startsWith(settingPrefix));
    this.#cells = own.map(({ name, cells }) => [name.slice(settingPrefix.length), cells]);
    this.#others = columns.find(({ name }) => name === otherSettingsColumn)?.cells ?? [];
    const all = settingColumns ?? own.map(({ name, kind }) => ({ key: name.slice(settingPrefix.length), kind }));
    this.columns = new Map(all.map((column) => [column.key, column]));
    this.#order = new Map(all.map(({ key }, at) => [key, at]));
  }

  /** Those of a row, in the order of the part's. */
  of(row: number): ReadonlyMap<string, SettingValue> {
    const settings: (readonly [string, SettingValue])[] = [];
    for (const [key, cells] of this.#cells) {
      const value = cells[row] ?? null;
      if (value !== null) {
        settings.push([key, value]);
      }
    }
    const others = this.#others[row] ?? null;
    if (others === null) {
      return new Map(settings);
    }
    for (const [key, value] of otherSettingsIn(String(others)) ?? []) {
      settings.push([key, this.columns.get(key)?.kind === "number" ? Number(value) : value]);
    }
    const place = (key: string): number => this.#order.get(key) ?? this.#order.size;
    return new Map(settings.sort(([one], [other]) => place(one) - place(other)));
  }
}
