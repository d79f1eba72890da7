import type { LogTable } from "../../../src/log/columns/columns.ts";

/** A table as plain values, so that one is easily compared with another. */
export function plainTable(table: LogTable): unknown {
  const columns = table.keys.map((key) => {
    const column = table.column(key);
    return [key, [...(column?.rows ?? [])], [...(column?.values ?? [])], column?.texts];
  });
  const lines = Array.from({ length: table.records }, (_, row) => table.lineOf(row));
  return { records: table.records, columns, lines };
}
