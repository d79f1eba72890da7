import type { Column, LogTable } from "../../log/columns/columns.ts";

/** No run was logged so many seconds after 1970 (the year 5138): a larger number counts milliseconds. */
const mostSeconds = 1e11;

/**
 * The wall time of a log in seconds: as logged, or a thousandth of it where the log counts milliseconds since 1970.
 * Seconds since some start stay what they are. Undefined where the log holds no such number.
 */
export function wallColumn(table: LogTable, key: string): Column | undefined {
  const column = table.column(key);
  const first = column?.values.find(Number.isFinite) ?? 0;
  return column === undefined || Math.abs(first) <= mostSeconds
    ? column
    : { ...column, values: column.values.map((time) => time / 1000) };
}
