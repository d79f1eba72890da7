import type { Contract } from "../../contract/model/contract.ts";
import type { Column, LogTable } from "../../log/columns/columns.ts";
import { at } from "../../numerics/at.ts";
import type { AxisId, ColumnId } from "../model/axisIds.ts";
import { readClock, type ClockReading } from "../../series/clock/clock.ts";
import { interpolated } from "../../series/clock/interpolate.ts";
import { wallColumn } from "../../series/clock/wallTime.ts";
import { runningSteps } from "../../series/clock/runningSteps.ts";

/** Numbers by record; same lengths. `rows` is null where value i is of record i. */
export interface PanelColumn {
  readonly rows: Uint32Array | null;
  readonly values: Float64Array;
}

const nothing: PanelColumn = { rows: null, values: new Float64Array(0) };

/**
 * A whole column for a panel. An axis has a value for every record, NaN where the log does not say; `@line` has, at each
 * record where that changes, how far the line (1-based) is ahead of the record (0-based). Empty where the log has none.
 */
export function panelColumn(table: LogTable, contract: Contract, id: ColumnId): PanelColumn {
  switch (id) {
    case "@clock":
      return { rows: null, values: readClock(table, contract).timesAt(everyRow(table.records)) };
    case "@step":
      return spread(runningSteps(table, contract.names), table.records);
    case "@time":
      return spread(wallColumn(table, contract.names.time), table.records);
    case "@line":
      return lineLeads(table);
    default:
      return metricColumn(table.column(id.slice("metric:".length)));
  }
}

/** The axes that a log with a clock has numbers for; the clock first, and steps only where they are not the clock already. */
export function axesOf(table: LogTable, contract: Contract, { clock }: Pick<ClockReading, "clock">): readonly AxisId[] {
  const has = (key: string): boolean => table.column(key)?.values.some(Number.isFinite) === true;
  return [
    "@clock",
    ...(clock !== "step" && has(contract.names.step) ? (["@step"] as const) : []),
    ...(has(contract.names.time) ? (["@time"] as const) : []),
  ];
}

/** Names of all columns that hold a number, in the log's order. */
export function numericMetrics(table: LogTable): readonly string[] {
  return table.keys.filter((key) => (table.column(key)?.values.length ?? 0) > 0);
}

function everyRow(records: number): Uint32Array {
  return new Uint32Array(records).map((_, row) => row);
}

function spread(column: Column | undefined, records: number): PanelColumn {
  if (column === undefined) {
    return nothing;
  }
  return column.values.length === records
    ? { rows: null, values: column.values }
    : { rows: null, values: interpolated(column, everyRow(records)) };
}

function metricColumn(column: Column | undefined): PanelColumn {
  if (column === undefined) {
    return nothing;
  }
  const { rows, values } = column;
  // Rows increase, so the last one tells whether any is left out.
  return { rows: rows.length === 0 || rows.at(-1) === rows.length - 1 ? null : rows, values };
}

/** Lines only ever get further ahead, so that a stretch whose ends are equally far ahead has no change within it. */
function lineLeads(table: LogTable): PanelColumn {
  const rows: number[] = [];
  const leads: number[] = [];
  const lead = (row: number): number => table.lineOf(row) - row;
  const note = (row: number): void => {
    if (leads.at(-1) !== lead(row)) {
      rows.push(row);
      leads.push(lead(row));
    }
  };
  const search = (first: number, last: number): void => {
    if (last - first > 1 && lead(first) !== lead(last)) {
      const middle = (first + last) >> 1;
      search(first, middle);
      note(middle);
      search(middle, last);
    }
    note(last);
  };
  if (table.records > 0) {
    note(0);
    search(0, table.records - 1);
  }
  return { rows: Uint32Array.from(rows), values: Float64Array.from(leads) };
}

/** Index of the first value at which two columns differ, or the length of the shorter one. */
export function firstDifference(one: PanelColumn, other: PanelColumn): number {
  const shorter = Math.min(one.values.length, other.values.length);
  // Columns only grow: a view of the same memory holds what it held.
  if (isSameMemory(one, other)) {
    return shorter;
  }
  for (let i = 0; i < shorter; i++) {
    if (!Object.is(at(one.values, i), at(other.values, i)) || (one.rows?.[i] ?? i) !== (other.rows?.[i] ?? i)) {
      return i;
    }
  }
  return shorter;
}

function isSameMemory(one: PanelColumn, other: PanelColumn): boolean {
  const same = (a: Uint32Array | Float64Array | null, b: Uint32Array | Float64Array | null): boolean =>
    a === null || b === null ? a === b : a.buffer === b.buffer && a.byteOffset === b.byteOffset;
  return same(one.values, other.values) && same(one.rows, other.rows);
}
