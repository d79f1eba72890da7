import { at, equals, minus, plus } from "./bytes";
import { noNumber } from "./instants";
import { cells, cellSize, mostCells } from "./memory";

/** What a cell's source text is, which decides how it goes into the CSV. A number, NaN or an infinity: copied, and kept. */
export const aNumber: u32 = 0;
/** `true` or `false`: copied. */
export const aBoolean: u32 = 1;
/** `null`: an empty cell. */
export const nothing: u32 = 2;
/** A string (its quotes left out) that holds nothing to escape or quote: copied. */
export const plainText: u32 = 3;
/** A string (its quotes left out) without escapes that has to be quoted. */
export const quotedText: u32 = 4;
/** A string (its quotes left out) with escapes. */
export const escapedText: u32 = 5;
/** An array: its source text, quoted where needed. */
export const anArray: u32 = 6;

/** Whether a cell is kept as a number: one, or a text that is one or a time. */
export function isKept(kind: u32, bits: u64): bool {
  return kind == aNumber || ((kind == plainText || kind == quotedText) && bits != noNumber);
}

/** Whether a number was written as text; a time, whose bits are those of a finite double, was not meant for one. */
export function isQuoted(kind: u32, bits: u64): bool {
  return kind != aNumber && ((bits >> 52) & 0x7ff) == 0x7ff;
}

/** Whether a spreadsheet would take a cell for a formula, or might once its escapes are resolved. */
export function mayBeFormula(kind: u32, start: usize): bool {
  if (kind < plainText || kind == anArray) {
    return false;
  }
  const first = <u32>load<u8>(start);
  return kind == escapedText || first == equals || first == plus || first == minus || first == at;
}

/** Whether a cell in hand may be a formula. */
export function hasFormula(): bool {
  for (let cell: usize = cells; cell < cellsEnd; cell += cellSize) {
    if (mayBeFormula(kindOf(cell), startOf(cell))) {
      return true;
    }
  }
  return false;
}

/** Address after the last cell of the record in hand. Cells stand in the order of the record's text. */
export let cellsEnd: usize = cells;

export function dropCells(): void {
  cellsEnd = cells;
}

/** Adds a cell; false where there are too many. `bits`: of a number, or of the number or the time that a text is. */
export function addCell(column: i32, kind: u32, start: usize, end: usize, bits: u64): bool {
  if (cellsEnd == cells + cellSize * <usize>mostCells) {
    return false;
  }
  store<u32>(cellsEnd, <u32>start);
  store<u32>(cellsEnd, <u32>end, 4);
  store<i32>(cellsEnd, column, 8);
  store<u32>(cellsEnd, kind, 12);
  store<u64>(cellsEnd, bits, 16);
  cellsEnd += cellSize;
  return true;
}

export function startOf(cell: usize): usize {
  return load<u32>(cell);
}

export function endOf(cell: usize): usize {
  return load<u32>(cell, 4);
}

export function columnOfCell(cell: usize): i32 {
  return load<i32>(cell, 8);
}

export function kindOf(cell: usize): u32 {
  return load<u32>(cell, 12);
}

export function bitsOf(cell: usize): u64 {
  return load<u64>(cell, 16);
}
