import { loggedCount, type Column, type LogTable } from "../../log/columns/columns.ts";
import { columnTraits } from "./columnTraits.ts";
import { readRoles } from "./roles.ts";

/** A column of numbers, for somebody who says which of them is the loss. */
export interface LossChoice {
  readonly column: string;
  /** How many numbers it holds. */
  readonly values: number;
  /** Its first and its last finite number. */
  readonly first: number;
  readonly last: number;
}

/** More columns than these nobody looks through. */
const mostColumns = 5_000;

/**
 * The columns of a log that may be its loss, the likely ones first: those that fell over the run, then those that vary; a
 * constant and the clocks (step, epoch, time) come last. Columns without a finite number are no choice.
 */
export function lossChoices(table: LogTable): readonly LossChoice[] {
  const { step, epoch, time } = readRoles(table);
  const clocks = new Set([step, epoch, time].flatMap((reading) => reading?.column ?? []));
  const ranked = table.keys.slice(0, mostColumns).flatMap((key) => {
    const column = table.column(key);
    const choice = column === undefined ? null : choiceOf(column);
    return column === undefined || choice === null
      ? []
      : [{ choice, rank: clocks.has(key) ? 3 : rankOf(column, choice) }];
  });
  return ranked.sort((one, other) => one.rank - other.rank).map(({ choice }) => choice);
}

function choiceOf(column: Column): LossChoice | null {
  const first = column.values.find(Number.isFinite);
  const last = column.values.findLast(Number.isFinite);
  return first === undefined || last === undefined
    ? null
    : { column: column.key, values: loggedCount(column), first, last };
}

function rankOf(column: Column, { first, last }: LossChoice): number {
  return last < first ? 0 : columnTraits(column).varies ? 1 : 2;
}
