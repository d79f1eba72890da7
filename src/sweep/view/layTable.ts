import { columnName, metricPrefix, settingPrefix } from "../table/columnIds.ts";
import { designOf } from "../table/design.ts";
import type { SettingValue } from "../table/sweepRow.ts";
import { arrange, cellOf, type Arranged } from "./arrange.ts";
import { columnsOf } from "./columns.ts";
import type { ColumnInfo, RunRow } from "./runRow.ts";
import type { TableView } from "./tableView.ts";

/** Everything that the page shows of a set of runs. */
export interface TableLayout extends Arranged {
  /** All columns that there are, in their order. */
  readonly columns: readonly ColumnInfo[];
  /** Those that are shown. */
  readonly visible: readonly ColumnInfo[];
  /** Settings that are the same in all runs, by key. */
  readonly constant: ReadonlyMap<string, SettingValue>;
  /** How many runs differ by more than their replicates. */
  readonly configurations: number;
  /** The best value of a column among the runs that are shown, diverged ones left out. */
  readonly best: ReadonlyMap<string, number>;
  /** The run that the others are compared with; null for none, and where it is gone. */
  readonly baseline: RunRow | null;
}

/** Lays out the table of runs: pure, the whole of what a person sees. */
export function layTable(rows: readonly RunRow[], view: TableView): TableLayout {
  const columns = ordered(columnsOf(rows), view.order);
  const settings = rows.map((row) => ({ log: row.log, settings: settingsOf(row) }));
  const { varying, replicate, constant, configurations } = designOf(settings);
  const names = new Map([...configurations].flatMap(([name, runs]) => runs.map(({ log }) => [log, name] as const)));
  const shownSettings = new Set([...varying, ...replicate].map((key) => settingPrefix + key));
  const visible = columns.filter(({ id }) => id === "run" || (view.chosen[id] ?? isUsual(id, { rows, shownSettings })));
  const arranged = arrange({ rows, columns, view, configurationOf: ({ log }) => names.get(log) ?? log });
  return {
    ...arranged,
    ...{ columns, visible, constant },
    configurations: configurations.size,
    best: bestOf(arranged.shown, columns),
    baseline: rows.find(({ log }) => log === view.baseline) ?? null,
  };
}

function settingsOf({ cells }: RunRow): ReadonlyMap<string, SettingValue> {
  const own = Object.entries(cells).filter(
    (entry): entry is [string, SettingValue] => entry[0].startsWith(settingPrefix) && entry[1] !== null,
  );
  return new Map(own.map(([id, value]) => [columnName(id), value]));
}

/** Results that stand beside another one in its cell. */
const beside = /_(?:low|high|epoch)$/;

interface Shown {
  readonly rows: readonly RunRow[];
  readonly shownSettings: ReadonlySet<string>;
}

/** Whether a column is shown that nobody chose: what tells runs apart and what they came to, not every metric. */
function isUsual(id: string, { rows, shownSettings }: Shown): boolean {
  if (id.startsWith(settingPrefix)) {
    return shownSettings.has(id);
  }
  if (id === "folder") {
    return new Set(rows.map(({ folder }) => folder)).size > 1 && shownSettings.size === 0;
  }
  return !id.startsWith(metricPrefix) && !beside.test(id) && id !== "records";
}

/** The columns as a person ordered them; the run stays first, and a column that came later stays after its neighbor. */
function ordered(columns: readonly ColumnInfo[], order: readonly string[]): readonly ColumnInfo[] {
  const places = new Map(order.map((id, i) => [id, i]));
  let last = -1;
  const placed = columns.map((column) => {
    last = places.get(column.id) ?? last;
    return { column, place: column.id === "run" ? -2 : last };
  });
  return placed.sort((one, other) => one.place - other.place).map(({ column }) => column);
}

function bestOf(rows: readonly RunRow[], columns: readonly ColumnInfo[]): ReadonlyMap<string, number> {
  const sound = rows.filter(({ state }) => state !== "diverged" && state !== "nan");
  const best = new Map<string, number>();
  for (const { id, better, part } of columns) {
    if (better !== null && part === "result") {
      const values = sound
        .map((row) => cellOf(row, id))
        .filter((cell) => typeof cell === "number")
        .filter(Number.isFinite);
      const value = better === "low" ? values.reduce(lower, Infinity) : values.reduce(higher, -Infinity);
      // What most runs share distinguishes none.
      if (values.length > 1 && 2 * values.filter((one) => one === value).length <= values.length) {
        best.set(id, value);
      }
    }
  }
  return best;
}

function lower(one: number, other: number): number {
  return Math.min(one, other);
}

function higher(one: number, other: number): number {
  return Math.max(one, other);
}
