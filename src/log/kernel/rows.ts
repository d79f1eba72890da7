import { at, backslash, carriageReturn, comma, equals, letterU, minus, newline, plus, quote, space } from "./bytes";
import {
  aBoolean,
  anArray,
  cellsEnd,
  columnOfCell,
  endOf,
  escapedText,
  kindOf,
  nothing,
  plainText,
  startOf,
} from "./cells";
import { fill, fillerOf } from "./keys";
import { cells, cellSize, output, outputSize } from "./memory";
import { escaped } from "./strings";
import { writeUtf8 } from "./utf8";

/** Address after the last row written. */
let rowsEnd: usize = output;

export function dropRows(): void {
  rowsEnd = output;
}

export function rowsLength(): i32 {
  return <i32>(rowsEnd - output);
}

/** Whether there is room for the row of a record: its text may double (quotes), and each column has a comma. */
export function hasRoom(lineLength: usize, columns: i32): bool {
  return rowsEnd + 2 * lineLength + 3 * <usize>columns + 64 <= output + outputSize;
}

/** Whether a cell would be taken for a formula by a spreadsheet, or might be once its escapes are resolved. */
export function hasFormula(): bool {
  for (let cell: usize = cells; cell < cellsEnd; cell += cellSize) {
    const kind = kindOf(cell);
    if (kind >= plainText && kind != anArray) {
      const first = <u32>load<u8>(startOf(cell));
      if (kind == escapedText || first == equals || first == plus || first == minus || first == at) {
        return true;
      }
    }
  }
  return false;
}

/**
 * Writes the CSV row of the record in hand.
 * Invariant: its bytes are what csvText.ts gives for the same cells.
 */
export function writeRow(columns: i32): void {
  const start = rowsEnd;
  if (columns == 1) {
    rowsEnd = cellsEnd > cells ? writeCell(cellsEnd - cellSize, start) : start;
    // An empty cell alone in its row would be an empty line.
    rowsEnd = rowsEnd == start ? writeTwoQuotes(start) : rowsEnd;
  } else {
    const end = writeInOrder(columns);
    rowsEnd = end == 0 ? writeOutOfOrder(columns) : end;
  }
  store<u8>(rowsEnd, newline);
  rowsEnd++;
}

function writeTwoQuotes(to: usize): usize {
  store<u8>(to, quote);
  store<u8>(to, quote, 1);
  return to + 2;
}

/** Address after the cells where their columns increase; 0 where they do not. Nearly every row goes this way. */
function writeInOrder(columns: i32): usize {
  let to = rowsEnd;
  let column: i32 = 0;
  for (let cell: usize = cells; cell < cellsEnd; cell += cellSize) {
    const next = columnOfCell(cell);
    if (next < column || (next == column && cell != cells)) {
      return 0;
    }
    to = writeCommas(next - column, to);
    column = next;
    to = writeCell(cell, to);
  }
  return writeCommas(columns - 1 - column, to);
}

/** Of two cells of one column (`a.b` and `b` inside `a`) the last one counts. */
function writeOutOfOrder(columns: i32): usize {
  for (let cell: usize = cells; cell < cellsEnd; cell += cellSize) {
    fill(columnOfCell(cell), cell);
  }
  let to = rowsEnd;
  // What is waited for: commas of columns without a cell.
  let waiting: i32 = 0;
  for (let column: i32 = 0; column < columns; column++) {
    const cell = fillerOf(column);
    if (cell != 0) {
      to = writeCell(cell, writeCommas(waiting, to));
      waiting = 0;
      fill(column, 0);
    }
    waiting += column < columns - 1 ? 1 : 0;
  }
  return writeCommas(waiting, to);
}

/** Sixteen at a time: those that are too many are written over by what follows. */
function writeCommas(count: i32, to: usize): usize {
  if (count <= 0) {
    return to;
  }
  const end = to + <usize>count;
  for (let place = to; place < end; place += 16) {
    v128.store(place, i8x16.splat(<i8>comma));
  }
  return end;
}

function writeCell(cell: usize, to: usize): usize {
  const kind = kindOf(cell);
  const start = startOf(cell);
  const end = endOf(cell);
  if (kind <= aBoolean || kind == plainText) {
    return copy(start, end, to);
  }
  if (kind == nothing) {
    return to;
  }
  return kind == escapedText ? writeEscaped(start, end, to) : writeQuoted(start, end, to);
}

/** Sixteen bytes at a time: the rest of the last block is written over by what follows. */
function copy(start: usize, end: usize, to: usize): usize {
  let place = to;
  for (let from = start; from < end; from += 16) {
    v128.store(place, v128.load(from));
    place += 16;
  }
  return to + (end - start);
}

/** A cell in quotes where it holds a comma, a quote or an edge space, each of its quotes doubled. */
function writeQuoted(start: usize, end: usize, to: usize): usize {
  let place = to;
  let needed = load<u8>(start) == space || load<u8>(end - 1) == space;
  store<u8>(place++, quote);
  for (let from = start; from < end; from++) {
    const byte = <u32>load<u8>(from);
    needed = needed || byte == comma || byte == quote || byte == carriageReturn;
    if (byte == quote) {
      store<u8>(place++, quote);
    }
    store<u8>(place++, byte);
  }
  if (!needed) {
    return copy(start, end, to);
  }
  store<u8>(place, quote);
  return place + 1;
}

/** The cell of a string with escapes: resolved, in quotes where the CSV needs them, lone surrogates as U+FFFD. */
function writeEscaped(start: usize, end: usize, to: usize): usize {
  const first = to + 1;
  let place = first;
  let needed = false;
  store<u8>(to, quote);
  for (let from = start; from < end;) {
    const byte = <u32>load<u8>(from);
    if (byte != backslash) {
      needed = needed || byte == comma;
      store<u8>(place++, byte);
      from++;
      continue;
    }
    const letter = <u32>load<u8>(from, 1);
    const code = letter == letterU ? codePoint(from, end) : escaped(letter);
    from += letter != letterU ? 2 : code > 0xffff ? 12 : 6;
    needed = needed || code == quote || code == comma || code == newline || code == carriageReturn;
    if (code == quote) {
      store<u8>(place++, quote);
    }
    place = writeUtf8(code, place);
  }
  if (needed || load<u8>(first) == space || (place > first && load<u8>(place - 1) == space)) {
    store<u8>(place, quote);
    return place + 1;
  }
  memory.copy(to, first, place - first);
  return place - 1;
}

/** The character of the escape `\uXXXX` at `at`, or of the two that make a surrogate pair. */
function codePoint(escape: usize, end: usize): u32 {
  const unit = codeUnit(escape + 2);
  if (unit < 0xd800 || unit > 0xdfff) {
    return unit;
  }
  const isPair = unit < 0xdc00 && escape + 12 <= end && load<u16>(escape, 6) == (backslash | (letterU << 8));
  const low = isPair ? codeUnit(escape + 8) : 0;
  return low >= 0xdc00 && low <= 0xdfff ? 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00) : 0xfffd;
}

function codeUnit(digits: usize): u32 {
  let unit: u32 = 0;
  for (let digit = digits; digit < digits + 4; digit++) {
    const byte = <u32>load<u8>(digit);
    unit = unit * 16 + ((byte & 0x0f) + (byte >= 0x40 ? 9 : 0));
  }
  return unit;
}
