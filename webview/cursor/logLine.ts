import type { RunColumns } from "../model/runColumns.ts";
import type { Series } from "../model/series.ts";

/** 1-based line of the log that holds a record; null until the extension has sent what that takes. */
export function lineOfRecord(columns: Pick<RunColumns, "column">, row: number): number | null {
  const leads = columns.column("@line");
  const rows = leads?.rows ?? null;
  if (leads === null || rows === null) {
    return null;
  }
  // Few logs have blank or broken lines, and those that do have few: a look at each costs nothing.
  const mark = rows.findLastIndex((marked) => marked <= row);
  const lead = leads.values[mark];
  return lead === undefined ? null : row + lead;
}

/** Line of the record that is nearest to a place on the x axis. */
export function lineNear(columns: Pick<RunColumns, "column">, series: Series, x: number): number | null {
  const index = series.nearest(x);
  return index === null ? null : lineOfRecord(columns, series.rowAt(index));
}
