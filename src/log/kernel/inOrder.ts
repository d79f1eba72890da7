import { mayBeFormula, nothing } from "./cells";
import { append, rollback } from "./numericColumns";
import { childOf, columnOf, slotUnder } from "./keys";
import { addToRow, beginRow, endRow, isNext, passInRow } from "./rows";

/**
 * A record whose cells come in the order of their columns, as nearly all do, goes straight from its line into its row
 * and its kept numbers.
 *
 * Invariant: whatever became of the records before, after `beginInOrder` and cells in order the row and the numbers
 * hold these cells alone; nothing of a record that was given up is left.
 */
let record: i32 = 0;
let hasRows: bool = false;
let leavesFormulas: bool = false;

export function layOutInOrder(rows: bool, formulas: bool): void {
  hasRows = rows;
  leavesFormulas = formulas;
}

export function beginInOrder(number: i32): void {
  record = number;
  beginRow();
}

/** Adds the cell of a literal; false where this record is not one of these. */
export function putInOrder(literal: usize, kind: u32, start: usize, end: usize, bits: u64): bool {
  const column = columnOf(literal);
  // Columns that increase are all different ones, so that no key was there before; one that can hold an object too may have been.
  if (!isNext(column) || childOf(literal) != -1 || (leavesFormulas && mayBeFormula(kind, start))) {
    return false;
  }
  if (hasRows) {
    addToRow(column, kind, start, end);
  } else {
    passInRow(column);
  }
  const slot = slotUnder(literal);
  if (slot != -1 && kind != nothing) {
    append(slot, record, kind, bits);
  }
  return true;
}

export function endInOrder(columns: i32): void {
  if (hasRows) {
    endRow(columns);
  }
}

/** Gives the record in hand up. */
export function giveUpInOrder(): void {
  rollback(record);
}
