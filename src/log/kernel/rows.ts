import { newline, quote } from "./bytes";
import { cellsEnd, columnOfCell, endOf, kindOf, startOf } from "./cells";
import { writeCommas, writeText } from "./cellText";
import { fill, fillerOf } from "./keys";
import { cells, cellSize, output, outputSize } from "./memory";

/** Address after the last row written. */
let rowsEnd: usize = output;

/** Where the next cell of the row in hand goes, and the column of its last one; -1: it has none yet. */
let place: usize = output;
let lastColumn: i32 = -1;

export function dropRows(): void {
  rowsEnd = output;
}

export function rowsLength(): i32 {
  return <i32>(rowsEnd - output);
}

/** Whether there is room for a row, given all bytes of lines that are left: text may double (quotes), each column has a comma. */
export function hasRoom(lineLength: usize, columns: i32): bool {
  return rowsEnd + 2 * lineLength + 3 * <usize>columns + 64 <= output + outputSize;
}

/** Starts a new row after the last one that ended. */
export function beginRow(): void {
  place = rowsEnd;
  lastColumn = -1;
}

/** Whether a column comes after those in the row, as the cells of nearly every row do. */
export function isNext(column: i32): bool {
  return column > lastColumn;
}

/** Adds the next cell to the row. */
export function addToRow(column: i32, kind: u32, start: usize, end: usize): void {
  place = writeText(kind, start, end, writeCommas(column - max(lastColumn, 0), place));
  lastColumn = column;
}

/** The same where there are no rows, only their order. */
export function passInRow(column: i32): void {
  lastColumn = column;
}

/** Ends the row in hand. Invariant: its bytes are what csvText.ts gives for the same cells. */
export function endRow(columns: i32): void {
  place = writeCommas(max(columns - 1 - max(lastColumn, 0), 0), place);
  if (columns == 1 && place == rowsEnd) {
    // An empty cell alone in its row would be an empty line.
    store<u8>(place, quote);
    store<u8>(place, quote, 1);
    place += 2;
  }
  store<u8>(place, newline);
  rowsEnd = place + 1;
}

/** Writes the row of the cells in hand, whatever their order; of two cells of one column (`a.b` and `b` inside `a`) the last one counts. */
export function writeRow(columns: i32): void {
  for (let cell: usize = cells; cell < cellsEnd; cell += cellSize) {
    fill(columnOfCell(cell), cell);
  }
  beginRow();
  for (let column: i32 = 0; column < columns; column++) {
    const cell = fillerOf(column);
    if (cell != 0) {
      addToRow(column, kindOf(cell), startOf(cell), endOf(cell));
      fill(column, 0);
    }
  }
  endRow(columns);
}
