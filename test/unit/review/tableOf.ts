import type { Column, LogTable } from "../../../src/log/columns/columns.ts";

export type LogRecord = Readonly<Record<string, number | null>>;

/** A log table of records in memory: one record a line. */
export function tableOf(records: readonly LogRecord[]): LogTable {
  const cells = new Map<string, { rows: number[]; values: number[] }>();
  records.forEach((record, row) => {
    for (const [key, value] of Object.entries(record)) {
      const column = cells.get(key) ?? { rows: [], values: [] };
      cells.set(key, column);
      if (value !== null) {
        column.rows.push(row);
        column.values.push(value);
      }
    }
  });
  const columns = new Map<string, Column>();
  for (const [key, { rows, values }] of cells) {
    columns.set(key, { key, rows: Uint32Array.from(rows), values: Float64Array.from(values), texts: 0 });
  }
  return {
    records: records.length,
    keys: [...columns.keys()],
    column: (key) => columns.get(key),
    lineOf: (row) => row + 1,
  };
}

/** The records of a log's text; the tests' own reader, which takes well-formed lines only. */
export function recordsOf(text: string): LogRecord[] {
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as LogRecord);
}
