import { inNameOrder } from "../../nameOrder.ts";
import { columnName, settingPrefix } from "../table/columnIds.ts";
import { settingKeysOf } from "../table/commonSettings.ts";
import { designOf } from "../table/design.ts";
import type { SettingValue } from "../table/sweepRow.ts";
import { isExcluded, isLost } from "../rows/cells.ts";
import { columnsOf } from "./columns.ts";
import { filterNames } from "./filterNames.ts";
import { RowColumns } from "./rowColumns.ts";
import type { ColumnInfo, RunRow } from "../rows/runRow.ts";

/** What the rows alone say, however the table is laid out: made once, so that a sort or a filter of thousands is quick. */
export interface RowSurvey {
  /** In the order of their names. */
  readonly rows: readonly RunRow[];
  readonly columns: readonly ColumnInfo[];
  /** Settings that are the same in all runs, by key. */
  readonly constant: ReadonlyMap<string, SettingValue>;
  /** Ids of the settings that only few runs have, so that they are no columns. */
  readonly rare: ReadonlySet<string>;
  /** Ids of the columns of settings that differ between configurations. */
  readonly varying: readonly string[];
  /** How many runs differ by more than their replicates. */
  readonly configurations: number;
  /** The number of the configuration that each row repeats; -1 where its settings are not known yet. */
  readonly configurationIds: Int32Array;
  /** Whether each row counts in groups and bests: 1 for a run that is neither lost nor excluded. */
  readonly sound: Uint8Array;
  /** Whether each row was taken out of groups by a person, 1 for yes. */
  readonly excluded: Uint8Array;
  readonly byColumn: RowColumns;
  /** Ids of the settings' columns that are shown unless a person chose otherwise. */
  readonly usualSettings: ReadonlySet<string>;
  readonly folders: number;
  /** The names that a filter may use. */
  readonly names: () => ReadonlySet<string>;
  /** Of each row, all that plain words are looked for in, in lower case. */
  readonly texts: () => readonly string[];
}

/** What rows alone say, in the order of their names. */
export function surveyRows(unordered: readonly RunRow[]): RowSurvey {
  const rows = inNameOrder(unordered, ({ folder, run }) => `${folder}/${run}`);
  const settings = rows.flatMap((row, place) => (row.pending === true ? [] : [{ place, settings: settingsOf(row) }]));
  const { varying, replicate, constant, configurations } = designOf(settings, replicateOf(rows));
  const configurationIds = new Int32Array(rows.length).fill(-1);
  [...configurations.values()].forEach((runs, id) => runs.forEach(({ place }) => (configurationIds[place] = id)));
  const rare = new Set([...settingKeysOf(settings).rare].map((key) => settingPrefix + key));
  const columns = columnsOf(rows, rare);
  let texts: readonly string[] | null = null;
  let names: ReadonlySet<string> | null = null;
  return {
    ...{ rows, constant, configurationIds, columns, rare },
    configurations: configurations.size,
    varying: varying.map((key) => settingPrefix + key),
    byColumn: new RowColumns(rows),
    sound: Uint8Array.from(rows, (row) => Number(!isLost(row) && !isExcluded(row))),
    excluded: Uint8Array.from(rows, (row) => Number(isExcluded(row))),
    usualSettings: usualOf([...varying, ...replicate], settings),
    folders: new Set(rows.map(({ folder }) => folder)).size,
    names: () => (names ??= new Set([...filterNames(columns), ...[...rare].flatMap((id) => [columnName(id), id])])),
    texts: () => (texts ??= rows.map(rowText)),
  };
}

/** The settings that any run's contract calls a replicate; null where none names one. */
function replicateOf(rows: readonly RunRow[]): readonly string[] | null {
  const named = new Set<string>();
  rows.forEach(({ replicate }) => replicate?.forEach((key) => named.add(key)));
  return named.size === 0 ? null : [...named];
}

/** Everything of a row that a person may look for: what has a name. Numbers of results are asked for by expressions. */
function rowText({ run, folder, stateText, stateReason, cells }: RunRow): string {
  const parts = [run, folder, stateText, stateReason];
  for (const id in cells) {
    const cell = cells[id];
    if (id.startsWith(settingPrefix)) {
      parts.push(`${columnName(id)} ${String(cell)}`);
    } else if (typeof cell === "string") {
      parts.push(cell);
    }
  }
  return parts.join(" ").toLowerCase();
}

function settingsOf({ cells }: RunRow): ReadonlyMap<string, SettingValue> {
  const settings = new Map<string, SettingValue>();
  for (const id in cells) {
    const value = cells[id];
    if (id.startsWith(settingPrefix) && value !== null && value !== undefined) {
      settings.set(columnName(id), value);
    }
  }
  return settings;
}

/** More settings than these would push the results out of sight; the others are a choice away. */
const mostSettings = 8;

/** The settings that most runs have, a few at most: the others say more of the runs without them than of the rest. */
function usualOf(
  keys: readonly string[],
  runs: readonly { readonly settings: ReadonlyMap<string, SettingValue> }[],
): ReadonlySet<string> {
  const common = keys.filter((key) => 2 * runs.filter(({ settings }) => settings.has(key)).length >= runs.length);
  return new Set(common.slice(0, mostSettings).map((key) => settingPrefix + key));
}
