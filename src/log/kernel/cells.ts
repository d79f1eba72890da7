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

/** Address after the last cell of the record in hand. Cells stand in the order of the record's text. */
export let cellsEnd: usize = cells;

export function dropCells(): void {
  cellsEnd = cells;
}

/** Adds a cell and returns its address, or 0 where there are too many. */
export function addCell(column: i32): usize {
  if (cellsEnd == cells + cellSize * <usize>mostCells) {
    return 0;
  }
  const cell = cellsEnd;
  store<i32>(cell, column, 8);
  cellsEnd = cell + cellSize;
  return cell;
}

/** Notes where a cell's text stands and what it is. */
export function setCell(cell: usize, kind: u32, start: usize, end: usize): void {
  store<u32>(cell, <u32>start);
  store<u32>(cell, <u32>end, 4);
  store<u32>(cell, kind, 12);
}

export function setValue(cell: usize, value: f64): void {
  store<f64>(cell, value, 16);
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

export function valueOf(cell: usize): f64 {
  return load<f64>(cell, 16);
}
