import { greatest } from "../../extremes.ts";
import { t } from "../../l10n.ts";
import type { ParquetColumn } from "../../log/parquet/parquetBytes.ts";
import { settingPrefix } from "../table/columnIds.ts";
import { runColumns, type SettingColumn } from "../table/runColumns.ts";
import { typedColumn } from "../table/runsParquet.ts";
import { otherSettingsColumn } from "../table/otherSettings.ts";
import type { SettingValue } from "../table/sweepRow.ts";
import { settingPlaces } from "../table/tableColumns.ts";
import { sweepSettingsOf, type SweepSettings } from "../table/sweepSettings.ts";
import type { PartNotes } from "./partNotes.ts";
import { PartSettings } from "./partSettings.ts";

/** One part of a sweep, as its file has it. */
export interface SweepPart {
  /** Name of its file, for people. */
  readonly file: string;
  readonly notes: PartNotes;
  /** The table of its runs. */
  readonly columns: readonly ParquetColumn[];
}

/** The parts of a sweep as one. */
export interface MergedParts {
  /** The columns of the table of all runs, those of the sweep made at once, with the type that a column has over all parts. */
  readonly columns: readonly ParquetColumn[];
  readonly settings: SweepSettings;
  /** Where each row comes from. */
  readonly origins: readonly RowOrigin[];
  /** Logs and other files that could not be used when the parts were made. */
  readonly unusable: number;
  /** What is missing, in sentences. */
  readonly missing: readonly string[];
}

/** Where a row of a sweep comes from. */
interface RowOrigin {
  /** Number of its part, from 0. */
  readonly part: number;
  /** Its row there. */
  readonly row: number;
  /** Path of its log from the folder that was asked for; unique in the sweep. */
  readonly label: string;
  /** That folder, as a path from the folder of the parts. */
  readonly root: string;
  /** The shape of its training loss, for a small curve; empty where that is not known. */
  readonly spark: string;
}

/** Parts that are not of one sweep; the message is a sentence for people. */
export class PartsError extends Error {}

/**
 * The sweep that some parts make, the same as if it had been made at once: rows in the order of the whole, columns in the order in which
 * settings first appear in it. Parts that are missing are said.
 * @throws {PartsError} where parts are of different versions, cuts or options, or have a run in common.
 */
export function mergeParts(parts: readonly SweepPart[]): MergedParts {
  checkAlike(parts);
  checkApart(parts);
  const rows = rowsInOrder(parts);
  return {
    columns: columnsOf(rows),
    settings: sweepSettingsOf(rows.map(({ settings }) => settings)),
    origins: rows.map(({ part: { notes }, row, label, root }) => ({
      ...{ part: notes.part, row, label },
      root: notes.roots[root] ?? "",
      spark: notes.sparks?.[row] ?? "",
    })),
    unusable: unusableOf(parts),
    missing: missingOf(parts),
  };
}

/** A row of a part, which is at a place in the whole. */
interface PlacedRow {
  readonly part: ReadPart;
  readonly row: number;
  readonly place: number;
  readonly label: string;
  readonly root: number;
  readonly settings: SweepSettings;
}

interface ReadPart extends SweepPart {
  readonly byName: ReadonlyMap<string, ParquetColumn>;
  readonly partSettings: PartSettings;
}

/** The columns of the table of all rows. Which settings have one depends on how many rows of the whole have them. */
function columnsOf(rows: readonly PlacedRow[]): readonly ParquetColumn[] {
  const runs = rows.map(({ part, row }) => ({ settings: part.partSettings.of(row) }));
  const { common, others } = settingPlaces(settingsInOrder(rows, runs), runs);
  const cellsOf = (name: string): readonly (SettingValue | null)[] =>
    name.startsWith(settingPrefix)
      ? runs.map(({ settings }) => settings.get(name.slice(settingPrefix.length)) ?? null)
      : rows.map(({ part, row }) => part.byName.get(name)?.cells[row] ?? null);
  const columns = runColumns(common).map((column) => typedColumn(column, cellsOf(column.name)));
  return others === null
    ? columns
    : [...columns, typedColumn({ name: otherSettingsColumn, kind: "text" }, runs.map(others))];
}

/** What all parts of a sweep have in common, and what to say of two files that have not. */
const alike: readonly {
  readonly of: (notes: PartNotes) => string | number;
  readonly says: (one: SweepPart, other: SweepPart) => string;
}[] = [
  {
    of: ({ version }) => version,
    says: (one, other) =>
      t(
        "{0} was made by Slopewise {1}, {2} by {3}. Make all parts with the same version.",
        ...[one.file, one.notes.version, other.file, other.notes.version],
      ),
  },
  {
    of: ({ of }) => of,
    says: (one, other) =>
      t(
        "{0} is one of {1} parts, but {2} is one of {3}: they come from different sweeps or splits. Delete the old parts.",
        ...[one.file, one.notes.of, other.file, other.notes.of],
      ),
  },
  {
    of: ({ options }) => options,
    says: (one, other) =>
      t("{0} and {1} were made with different options. Make all parts with the same options.", one.file, other.file),
  },
];

function checkAlike([first, ...others]: readonly SweepPart[]): void {
  for (const other of others) {
    const differing = alike.find(({ of }) => first !== undefined && of(first.notes) !== of(other.notes));
    if (first !== undefined && differing !== undefined) {
      throw new PartsError(differing.says(first, other));
    }
  }
}

function checkApart(parts: readonly SweepPart[]): void {
  const files = new Map<string, string>();
  for (const { file, notes } of parts) {
    for (const { label } of notes.logs) {
      const other = files.get(label);
      if (other !== undefined) {
        throw new PartsError(
          t(
            "{0} and {1} both contain {2}: they were made at different times, or one is a copy. Make both again.",
            other,
            file,
            label,
          ),
        );
      }
      files.set(label, file);
    }
  }
}

/** What no part holds, in sentences. */
function missingOf(parts: readonly SweepPart[]): readonly string[] {
  const of = parts[0]?.notes.of ?? 0;
  const there = new Set(parts.map(({ notes }) => notes.part));
  const absent = Array.from({ length: of }, (_, part) => part).filter((part) => !there.has(part));
  if (absent.length > 0) {
    const numbers = absent.map((part) => part + 1).join(", ");
    return [t("Parts are missing, and so are their runs: {0} of {1}.", numbers, of)];
  }
  const held = parts.reduce((sum, { notes }) => sum + notes.logs.length, 0);
  const total = Math.max(0, greatest(parts.map(({ notes }) => notes.total)));
  return held >= total
    ? []
    : [t("{0} runs are in no part: the logs changed while the parts were made. Make the parts again.", total - held)];
}

function unusableOf(parts: readonly SweepPart[]): number {
  const broken = new Set(parts.flatMap(({ notes }) => notes.broken));
  return parts.reduce((sum, { notes }) => sum + notes.unusable, broken.size);
}

function rowsInOrder(parts: readonly SweepPart[]): readonly PlacedRow[] {
  return parts.flatMap(rowsOf).sort((one, other) => one.place - other.place || (one.label < other.label ? -1 : 1));
}

function rowsOf(part: SweepPart): readonly PlacedRow[] {
  const { notes, columns, file } = part;
  const byName = new Map(columns.map((column) => [column.name, column]));
  const read = { ...part, byName, partSettings: new PartSettings(columns, notes) };
  if (columns.some(({ cells }) => cells.length !== notes.rows.length)) {
    throw new PartsError(t("{0} does not have the expected rows. Make it again.", file));
  }
  return notes.rows.flatMap((log, row) => {
    const placed = notes.logs[log];
    const settings = notes.settings[notes.settingsOf[row] ?? -1];
    return placed === undefined || settings === undefined ? [] : [{ part: read, row, ...placed, settings }];
  });
}

/**
 * The settings of all rows in the order in which they first appear. Those that a row brings into the whole are in the order that
 * they have in its part.
 */
function settingsInOrder(
  rows: readonly PlacedRow[],
  runs: readonly { readonly settings: ReadonlyMap<string, SettingValue> }[],
): readonly SettingColumn[] {
  const kinds = new Map<string, SettingColumn["kind"]>();
  for (const [at, { part }] of rows.entries()) {
    const own = runs[at]?.settings ?? new Map<string, SettingValue>();
    for (const key of own.keys()) {
      const kind = part.partSettings.columns.get(key)?.kind ?? "text";
      kinds.set(key, (kinds.get(key) ?? kind) === kind ? kind : "text");
    }
  }
  return [...kinds].map(([key, kind]) => ({ key, kind }));
}
