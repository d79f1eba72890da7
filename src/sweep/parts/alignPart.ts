import type { ParquetColumn } from "../../log/parquet/parquetBytes.ts";
import { settingKeysOf } from "../table/commonSettings.ts";
import { otherSettingsColumn } from "../table/otherSettings.ts";
import { settingColumns } from "../table/runColumns.ts";
import { typedColumn } from "../table/runsParquet.ts";
import type { SweepRun } from "../table/sweepRun.ts";
import type { MergedParts, SweepPart } from "./mergeParts.ts";
import type { PartNotes } from "./partNotes.ts";
import { PartSettings } from "./partSettings.ts";

/** The notes of a part of some runs: where not all of their settings have a column, it says which there are. */
export function withSettingColumns(notes: PartNotes, runs: readonly Pick<SweepRun, "settings">[]): PartNotes {
  return settingKeysOf(runs).rare.size === 0 ? notes : { ...notes, settingColumns: settingColumns(runs) };
}

/** A part with the columns and types of the whole, so that any reader takes the parts as one; null where it has them already. */
export function alignedPart(part: SweepPart, whole: Pick<MergedParts, "columns" | "origins">): SweepPart | null {
  const rows = [...whole.origins.keys()].filter((at) => whole.origins[at]?.part === part.notes.part);
  const columns = whole.columns.map((column) =>
    typedColumn(
      column,
      rows.map((at) => column.cells[at] ?? null),
    ),
  );
  const isAligned =
    columns.length === part.columns.length && columns.every((column, at) => isLike(column, part.columns[at]));
  return isAligned ? null : { ...part, columns, notes: notesWith(columns, part) };
}

function isLike({ name, kind, cells }: ParquetColumn, own: ParquetColumn | undefined): boolean {
  const isAlike = own?.name === name && own.kind === kind;
  return isAlike && (name !== otherSettingsColumn || cells.every((cell, row) => cell === own.cells[row]));
}

function notesWith(columns: readonly ParquetColumn[], { columns: own, notes }: SweepPart): PartNotes {
  const settings = new PartSettings(own, notes).columns.values();
  return columns.some(({ name }) => name === otherSettingsColumn) ? { ...notes, settingColumns: [...settings] } : notes;
}
