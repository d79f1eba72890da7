import { columnName, settingPrefix } from "../table/columnIds.ts";
import { designOf } from "../table/design.ts";
import type { SettingValue } from "../table/sweepRow.ts";
import { columnsOf } from "./columns.ts";
import { compareCells } from "./compareCells.ts";
import type { ColumnInfo, RunRow } from "./runRow.ts";

/** What the rows alone say, however the table is laid out: made once, so that a sort or a filter of thousands is quick. */
export interface RowSurvey {
  /** In the order of their names. */
  readonly rows: readonly RunRow[];
  readonly columns: readonly ColumnInfo[];
  /** Settings that are the same in all runs, by key. */
  readonly constant: ReadonlyMap<string, SettingValue>;
  /** How many runs differ by more than their replicates. */
  readonly configurations: number;
  /** The configuration that a run repeats. */
  readonly configurationOf: (row: RunRow) => string;
  /** Ids of the settings' columns that are shown unless a person chose otherwise. */
  readonly usualSettings: ReadonlySet<string>;
  readonly folders: number;
  /** All that plain words are looked for in, in lower case. */
  readonly textOf: (row: RunRow) => string;
}

export function surveyRows(rows: readonly RunRow[]): RowSurvey {
  const settings = rows.map((row) => ({ log: row.log, settings: settingsOf(row) }));
  const { varying, replicate, constant, configurations } = designOf(settings);
  const names = new Map([...configurations].flatMap(([name, runs]) => runs.map(({ log }) => [log, name] as const)));
  const texts = new Map<RunRow, string>();
  return {
    rows: inNameOrder(rows),
    columns: columnsOf(rows),
    ...{ constant, configurations: configurations.size },
    configurationOf: ({ log }) => names.get(log) ?? log,
    usualSettings: usualOf([...varying, ...replicate], settings),
    folders: new Set(rows.map(({ folder }) => folder)).size,
    textOf: (row) => {
      const text = texts.get(row) ?? rowText(row);
      texts.set(row, text);
      return text;
    },
  };
}

function inNameOrder(rows: readonly RunRow[]): readonly RunRow[] {
  const compare = compareCells("run", false);
  return rows
    .map((row) => ({ row, name: `${row.folder}/${row.run}` }))
    .sort((one, other) => compare(one.name, other.name))
    .map(({ row }) => row);
}

/** Everything of a row that a person may look for. */
export function rowText({ run, folder, stateText, stateReason, cells }: RunRow): string {
  return [run, folder, stateText, stateReason, ...Object.entries(cells).flat()].join(" ").toLowerCase();
}

function settingsOf({ cells }: RunRow): ReadonlyMap<string, SettingValue> {
  const own = Object.entries(cells).filter(
    (entry): entry is [string, SettingValue] => entry[0].startsWith(settingPrefix) && entry[1] !== null,
  );
  return new Map(own.map(([id, value]) => [columnName(id), value]));
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
