import { loggedCount, type Column, type LogTable } from "../../log/columns/columns.ts";
import { lowerBound } from "../../series/lowerBound.ts";

/** How the training loss ends where it says nothing any more. */
export interface LossTail {
  /** The first record of it, and how many there are. */
  readonly row: number;
  readonly count: number;
}

/** Fewer zeros at the end may be a rounding or a batch without a target. */
const fewestZeros = 10;
/** A loss that was this close to 0 before, as a part of its start, may have been rounded to it. */
const nearZero = 0.01;

/** The values of exactly 0 that a loss ends in although it was far from 0 before; null where there are none. */
export function zeroTail(column: Column): (LossTail & { readonly before: number }) | null {
  const { rows, values } = column;
  let first = values.length;
  while (first > 0 && values[first - 1] === 0) {
    first -= 1;
  }
  const before = values[first - 1] ?? 0;
  const start = values.find((value) => Number.isFinite(value) && value !== 0) ?? 0;
  const count = values.length - first;
  return count >= fewestZeros && Math.abs(before) > nearZero * Math.abs(start)
    ? { row: rows[first] ?? 0, count, before }
    : null;
}

/** Records after the last loss that say nothing yet: a closing evaluation, a summary. */
const fewestAfter = 20;
/** Part of the records that held a loss while it was logged: a rare loss may just be late. */
const usualShare = 0.5;
/** Fewer records without a loss, as a part of those with one, may be an evaluation at the end. */
const leastShare = 0.02;

interface ClockNames {
  readonly step: string;
  readonly epoch: string;
}

/**
 * The records at the end in which the loss is no number while the run's clock goes on: text such as `"NaN"`, which JSON
 * has no number for, or null. Null where the loss goes on, and where it may just be rare.
 */
export function absentTail(
  column: Column,
  table: LogTable,
  names: ClockNames,
): (LossTail & { readonly written: "text" | "absent" }) | null {
  const last = column.rows.at(-1);
  if (last === undefined) {
    return null;
  }
  const count = table.records - 1 - last;
  const usual = loggedCount(column) >= usualShare * (last + 1);
  if (count < fewestAfter || !usual || count < leastShare * loggedCount(column) || !goesOn(table, last, names)) {
    return null;
  }
  return { row: last + 1, count, written: column.texts >= usualShare * count ? "text" : "absent" };
}

/** Whether the run's clock moves in the records after the last loss. */
function goesOn(table: LogTable, last: number, names: ClockNames): boolean {
  return [names.step, names.epoch].some((name) => {
    const clock = table.column(name);
    const from = clock === undefined ? 0 : lowerBound(clock.rows, last + 1);
    const [start = Number.NaN] = clock?.values.subarray(from, from + 1) ?? [];
    return (clock?.values.length ?? 0) - from >= fewestAfter && (clock?.values.at(-1) ?? Number.NaN) > start;
  });
}
