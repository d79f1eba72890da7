import type { Cell } from "../filter/expression.ts";
import type { RowColumns } from "../view/rowColumns.ts";
import type { ColumnInfo } from "../rows/runRow.ts";
import type { RowSurvey } from "../view/surveyRows.ts";

/** An axis of parallel coordinates. */
export interface ParallelAxis {
  readonly column: ColumnInfo;
  /** Its ends; the better one is above for a result. Numbers alone; for texts the places of the first and the last. */
  readonly low: number;
  readonly high: number;
  readonly isLog: boolean;
  /** Whether low values are above. */
  readonly isTurned: boolean;
  /** The texts that it stands for, from below; null for numbers. */
  readonly values: readonly Cell[] | null;
  /** The place of each row from 0 (below) to 1 (above); NaN where it has none. */
  readonly places: Float64Array;
}

/** Axes that have room side by side. */
const mostAxes = 8;
/** Texts that can be told apart on an axis. */
const mostTexts = 30;
/** Numbers above 0 whose largest is so many times the smallest are spread by their logarithms. */
const wide = 20;

/** The columns that a person did not choose otherwise: settings that vary, then what the runs came to. */
export function usualAxes({ columns, usualSettings }: RowSurvey): readonly string[] {
  const results = ["best_val", "acc_val", "alpha_early", "alpha_full"];
  const there = new Set(columns.map(({ id }) => id));
  const settings = [...usualSettings].slice(0, mostAxes - 2);
  return [...settings, ...results.filter((id) => there.has(id))].slice(0, mostAxes);
}

/** Axes of some columns, in their order; those that have fewer than two values, or too many texts, are left out. */
export function parallelAxes({ columns, byColumn }: RowSurvey, ids: readonly string[]): readonly ParallelAxis[] {
  return ids.flatMap((id) => {
    const column = columns.find((one) => one.id === id);
    const axis =
      column === undefined ? null : column.kind === "number" ? ofNumbers(column, byColumn) : ofTexts(column, byColumn);
    return axis === null ? [] : [axis];
  });
}

function ofNumbers(column: ColumnInfo, byColumn: RowColumns): ParallelAxis | null {
  const numbers = byColumn.numbers(column.id);
  let [low, high] = [Infinity, -Infinity];
  for (const value of numbers) {
    low = value < low ? value : low;
    high = value > high ? value : high;
  }
  if (!(low < high)) {
    return null;
  }
  const axis = { low, high, isLog: low > 0 && high / low > wide, isTurned: column.better === "low" };
  return { column, ...axis, values: null, places: numbers.map((value) => placeOn(axis, value)) };
}

function ofTexts(column: ColumnInfo, byColumn: RowColumns): ParallelAxis | null {
  const cells = byColumn.cells(column.id);
  const values = [...new Set(cells)].filter((cell) => cell !== null && cell !== "");
  if (values.length < 2 || values.length > mostTexts) {
    return null;
  }
  values.sort((one, other) => String(one).localeCompare(String(other), "en", { numeric: true }));
  const axis = { low: 0, high: values.length - 1, isLog: false, isTurned: false };
  const index = new Map(values.map((value, i) => [value, i]));
  return { column, ...axis, values, places: Float64Array.from(cells, (cell) => placeOn(axis, index.get(cell) ?? NaN)) };
}

type Scale = Pick<ParallelAxis, "low" | "high" | "isLog" | "isTurned">;

/** The place of a value on an axis, 0 (below) to 1 (above). */
export function placeOn({ low, high, isLog, isTurned }: Scale, value: number): number {
  const part = isLog ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
  return isTurned ? 1 - part : part;
}

/** The value at a place of an axis. */
export function valueOn({ low, high, isLog, isTurned }: Scale, place: number): number {
  const part = isTurned ? 1 - place : place;
  return isLog ? low * (high / low) ** part : low + part * (high - low);
}
