import { isWide } from "../../review/model/isWide.ts";
import { metricPartPrefixes, metricPrefix, settingPrefix } from "../table/columnIds.ts";
import type { SettingValue } from "../table/sweepRow.ts";
import { arrange, type Arranged } from "./arrange.ts";
import type { ColumnInfo, RunRow } from "../rows/runRow.ts";
import type { RowSurvey } from "./surveyRows.ts";
import type { TableView } from "./tableView.ts";

/** Everything that the page shows of a set of runs. */
export interface TableLayout extends Arranged {
  /** All columns that there are, in their order. */
  readonly columns: readonly ColumnInfo[];
  /** Those that are shown. */
  readonly visible: readonly ColumnInfo[];
  /** Settings that are the same in all runs, by key. */
  readonly constant: ReadonlyMap<string, SettingValue>;
  /** Ids of the settings that are no columns, since few runs have them. */
  readonly rare: ReadonlySet<string>;
  /** Ids of the columns of settings that differ between configurations. */
  readonly varying: readonly string[];
  /** How many of the runs that are shown differ by more than their replicates. */
  readonly configurations: number;
  /** The best value of a column among the runs that are shown, diverged ones left out. */
  readonly best: ReadonlyMap<string, number>;
  /** The run that the others are compared with; null for none, and where it is gone. */
  readonly baseline: RunRow | null;
}

/** Lays out the table of runs: pure, the whole of what a person sees. */
export function layTable(survey: RowSurvey, view: TableView): TableLayout {
  const { rows, constant, rare, varying, configurationIds } = survey;
  const columns = ordered(survey.columns, view.order);
  const visible = columns.filter(({ id }) => id === "run" || (view.chosen[id] ?? isUsual(id, survey)));
  const arranged = arrange(survey, columns, view);
  return {
    ...arranged,
    ...{ columns, visible, constant, rare, varying },
    configurations: new Set(arranged.places.map((place) => configurationIds[place]).filter((id) => id !== -1)).size,
    best: bestOf(survey, arranged.places, visible),
    baseline: rows.find(({ log }) => log === view.baseline) ?? null,
  };
}

/** Results that stand next to another one in its cell. */
const boundsOrEpoch = /_(?:low|high|epoch)$/;

/** Whether a column is shown that nobody chose: what tells runs apart and what they came to, not every metric. */
function isUsual(id: string, { folders, usualSettings }: RowSurvey): boolean {
  if (id.startsWith(settingPrefix)) {
    return usualSettings.has(id);
  }
  if (id === "folder") {
    return folders > 1 && usualSettings.size === 0;
  }
  return (
    ![metricPrefix, ...metricPartPrefixes].some((prefix) => id.startsWith(prefix)) &&
    !boundsOrEpoch.test(id) &&
    id !== "records" &&
    id !== "reason"
  );
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

function bestOf(
  { sound: isSound, byColumn }: RowSurvey,
  places: readonly number[],
  columns: readonly ColumnInfo[],
): ReadonlyMap<string, number> {
  const sound = places.filter((place) => isSound[place] === 1);
  const best = new Map<string, number>();
  for (const { id, better, part } of columns) {
    const value = better === null || part !== "result" ? null : bestIn(determined(id, byColumn), sound, better);
    if (value !== null) {
      best.set(id, value);
    }
  }
  return best;
}

/** The numbers of a column without those whose interval, in the columns next to it, is wider than they are large. */
function determined(id: string, byColumn: RowSurvey["byColumn"]): Float64Array {
  const [values, low, high] = [id, `${id}_low`, `${id}_high`].map((one) => byColumn.numbers(one));
  return (
    values?.map((value, i) => (isWide(value, [low?.[i] ?? NaN, high?.[i] ?? NaN]) ? NaN : value)) ?? new Float64Array(0)
  );
}

/** The best value of a column; null where fewer than two runs have one, and where most share it: that distinguishes none. */
function bestIn(numbers: Float64Array, places: readonly number[], better: "low" | "high"): number | null {
  let [best, count, same] = [0, 0, 0];
  for (const place of places) {
    const value = numbers[place] ?? NaN;
    if (!Number.isNaN(value)) {
      count += 1;
      const isBetter = count === 1 || (better === "low" ? value < best : value > best);
      same = isBetter ? 1 : same + Number(value === best);
      best = isBetter ? value : best;
    }
  }
  return count > 1 && 2 * same <= count ? best : null;
}
