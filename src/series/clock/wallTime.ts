import type { Column, LogTable } from "../../log/columns/columns.ts";

/** No run was logged so many seconds after 1970 (the year 5138): a larger number counts milliseconds. */
const mostSeconds = 1e11;

/**
 * The wall time of a log in seconds: as logged, or a thousandth of it where the log counts milliseconds since 1970.
 * Seconds since some start stay what they are. Undefined where the log holds no such number.
 */
export function wallColumn(table: LogTable, key: string): Column | undefined {
  const column = table.column(key);
  return column === undefined || wallUnit(column) === 1
    ? column
    : { ...column, values: column.values.map((time) => time / 1000) };
}

/** The last so many times of `wallColumn`, at a cost that does not grow with the log; none where there is no such column. */
export function lastWallTimes(table: LogTable, key: string, count: number): Float64Array {
  const column = table.column(key);
  if (column === undefined) {
    return new Float64Array();
  }
  const { values } = column;
  const unit = wallUnit(column);
  const start = Math.max(0, values.length - count);
  if (unit === 1) {
    return values.subarray(start);
  }
  // A loop, since every look at every run comes by here: `map` and `subarray` cost several times as much.
  const seconds = new Float64Array(values.length - start);
  for (let at = 0; at < seconds.length; at += 1) {
    seconds[at] = (values[start + at] ?? Number.NaN) / 1000;
  }
  return seconds;
}

/** Seconds that a wall time counts by: 1, or 0.001 in a log of milliseconds. */
export function wallUnit({ values }: Column): number {
  for (const time of values) {
    if (Number.isFinite(time)) {
      return Math.abs(time) > mostSeconds ? 0.001 : 1;
    }
  }
  return 1;
}
