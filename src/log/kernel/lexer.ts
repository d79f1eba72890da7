import {
  closeBrace,
  colonSpace,
  comma,
  commaSpace,
  minus,
  newline,
  openBrace,
  openBracket,
  quote,
  space,
} from "./bytes";
import {
  aBoolean,
  addCell,
  aNumber,
  anArray,
  dropCells,
  escapedText,
  nothing,
  plainText,
  quotedText,
  setCell,
  setValue,
} from "./cells";
import { beginRecord, childOf, columnOf, isRepeated, lengthOf, literalAt, nameOf, slotOf } from "./keys";
import { numberValue, scanNumber } from "./numbers";
import { hasEscape, marks, scanString } from "./strings";
import { afterColon, scanValue, scanWord, skipSpace } from "./values";

/**
 * One pass over the bytes of a line: it checks the JSON, recognises the keys and notes the cells.
 *
 * Invariant: what it accepts is a valid record whose keys are all known and appear once, and its cells are those that
 * the readable path gives. Anything else, good or bad, it leaves to that path by answering 0.
 */
export function scanRecord(start: usize): usize {
  dropCells();
  beginRecord();
  const open = skipSpace(start);
  if (load<u8>(open) != openBrace) {
    return 0;
  }
  const close = scanObject(open + 1, 0, 0);
  if (close == 0) {
    return 0;
  }
  const end = skipSpace(close);
  return load<u8>(end) == newline ? end + 1 : 0;
}

/** Address after the closing brace of the object whose inside starts at `at`, or 0. */
function scanObject(at: usize, object: i32, depth: i32): usize {
  let p = skipSpace(at);
  if (load<u8>(p) == closeBrace) {
    return p + 1;
  }
  let literal: i32 = -1;
  while (true) {
    literal = literalAt(p, object, literal);
    if (literal == -1) {
      return 0;
    }
    p = scanMember(valueAfter(p + lengthOf(literal)), nameOf(literal), depth + 1);
    if (p == 0) {
      return 0;
    }
    if (load<u8>(p) != comma) {
      p = skipSpace(p);
      const byte = <u32>load<u8>(p);
      if (byte == closeBrace) {
        return p + 1;
      }
      if (byte != comma) {
        return 0;
      }
    }
    p = load<u16>(p) == commaSpace && load<u8>(p, 2) == quote ? p + 2 : skipSpace(p + 1);
  }
}

/** Address of the value after a key that ends at `at`, or 0. */
function valueAfter(at: usize): usize {
  return load<u16>(at) == colonSpace && load<u8>(at, 2) > space ? at + 2 : afterColon(at);
}

/** Address after the value of a name, its cell noted, or 0. */
function scanMember(at: usize, name: i32, depth: i32): usize {
  if (at == 0 || isRepeated(name)) {
    return 0;
  }
  if (load<u8>(at) == openBrace) {
    const child = childOf(name);
    return child == -1 ? 0 : scanObject(at + 1, child, depth);
  }
  const column = columnOf(name);
  const cell: usize = column == -1 ? 0 : addCell(column);
  return cell == 0 ? 0 : scanCell(at, cell, column, depth);
}

function scanCell(at: usize, cell: usize, column: i32, depth: i32): usize {
  const byte = <u32>load<u8>(at);
  if (byte - 0x30 <= 9 || (byte == minus && load<u8>(at, 1) != 0x49)) {
    return scanNumberCell(at, cell, column);
  }
  if (byte == quote) {
    return scanText(at, cell);
  }
  const end = scanValue(at, depth);
  if (end == 0) {
    return 0;
  }
  setCell(cell, kindOfWord(byte), at, end);
  if (byte == 0x4e) {
    setValue(cell, NaN);
  } else if (byte == minus || byte == 0x49) {
    setValue(cell, byte == minus ? -Infinity : Infinity);
  }
  return end;
}

/** A number that only goes into the CSV is copied, never read. */
function scanNumberCell(at: usize, cell: usize, column: i32): usize {
  const end = scanNumber(at);
  if (end == 0) {
    return 0;
  }
  setCell(cell, aNumber, at, end);
  if (slotOf(column) != -1) {
    const value = numberValue(at, end);
    if (value != value) {
      return 0;
    }
    setValue(cell, value);
  }
  return end;
}

function scanText(at: usize, cell: usize): usize {
  const end = scanString(at + 1);
  if (end != 0) {
    const kind = (marks & hasEscape) != 0 ? escapedText : marks != 0 ? quotedText : plainText;
    setCell(cell, kind, at + 1, end - 1);
  }
  return end;
}

function kindOfWord(byte: u32): u32 {
  switch (byte) {
    case openBracket:
      return anArray;
    case 0x74:
    case 0x66:
      return aBoolean;
    case 0x6e:
      return nothing;
    default:
      return aNumber;
  }
}
