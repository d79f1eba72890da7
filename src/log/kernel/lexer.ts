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
import { aBoolean, addCell, aNumber, anArray, dropCells, escapedText, nothing, plainText, quotedText } from "./cells";
import {
  beginRecord,
  childOf,
  columnOf,
  findLiteral,
  firstGuess,
  guessedLiteral,
  isRepeated,
  lengthOf,
  matches,
  nextGuess,
} from "./keys";
import { instantBits, noNumber } from "./instants";
import { numeral, numeralBits, readNumeral, unsure } from "./numerals";
import { numberBits, scanNumber, scanShort } from "./numbers";
import { beginInOrder, putInOrder } from "./inOrder";
import { hasEscape, marks, scanString } from "./strings";
import { afterColon, scanValue, skipSpace } from "./values";

/** Whether the cells have come in the order of their columns so far; otherwise they are noted. */
let isInOrder: bool = false;

/** Reads a record whose cells are in order; returns the address after its line, or 0. */
export function readInOrder(start: usize, record: i32): usize {
  isInOrder = true;
  beginInOrder(record);
  return scanRecord(start);
}

/** Reads a record and notes its cells; returns the address after its line, or 0. */
export function readCells(start: usize): usize {
  isInOrder = false;
  dropCells();
  return scanRecord(start);
}

/**
 * One pass over the bytes of a line: it checks the JSON, recognizes the keys and notes the cells.
 *
 * Invariant: what it accepts is a valid record whose keys are all known and appear once, and its cells are those that
 * the slow path gives. Anything else, good or bad, it leaves to that path by answering 0.
 */
function scanRecord(start: usize): usize {
  beginRecord();
  const open = load<u8>(start) == openBrace ? start : skipSpace(start);
  if (load<u8>(open) != openBrace) {
    return 0;
  }
  const close = scanObject(open + 1, 0, 0);
  if (close == 0) {
    return 0;
  }
  const end = load<u8>(close) == newline ? close : skipSpace(close);
  return load<u8>(end) == newline ? end + 1 : 0;
}

/** Address after the closing brace of the object whose inside starts at `at`, or 0. */
function scanObject(at: usize, object: i32, depth: i32): usize {
  let p = skipSpace(at);
  if (load<u8>(p) == closeBrace) {
    return p + 1;
  }
  let guess = firstGuess(object);
  while (true) {
    let literal = guessedLiteral(guess);
    if (!matches(literal, p)) {
      p = skipSpace(p);
      literal = findLiteral(guess, p, object);
      if (literal == 0) {
        return 0;
      }
    }
    p = scanMember(valueAfter(p + lengthOf(literal)), literal, depth + 1);
    if (p == 0) {
      return 0;
    }
    guess = nextGuess(literal);
    if (load<u16>(p) == commaSpace) {
      p += 2;
      continue;
    }
    if (load<u8>(p) != comma) {
      p = skipSpace(p);
      if (load<u8>(p) == closeBrace) {
        return p + 1;
      }
      if (load<u8>(p) != comma) {
        return 0;
      }
    }
    p++;
  }
}

/** Address of the value after a key that ends at `at`; 0 where there is no colon. */
function valueAfter(at: usize): usize {
  return load<u16>(at) == colonSpace ? at + 2 : afterColon(at);
}

/** Address after the value of a literal, its cell put where it goes, or 0. */
function scanMember(at: usize, literal: usize, depth: i32): usize {
  const end = scanShort(at);
  if (end == 0) {
    return at == 0 ? 0 : scanOther(skipSpace(at), literal, depth);
  }
  return put(literal, aNumber, at, end, numberBits) ? end : 0;
}

/** The same for whatever is no number without a sign and of few digits. */
function scanOther(at: usize, literal: usize, depth: i32): usize {
  const byte = <u32>load<u8>(at);
  if (byte == openBrace) {
    const child = childOf(literal);
    return child == -1 || isRepeated(literal) ? 0 : scanObject(at + 1, child, depth);
  }
  if (byte - 0x30 <= 9 || (byte == minus && load<u8>(at, 1) != 0x49)) {
    const end = scanNumber(at);
    return end != 0 && put(literal, aNumber, at, end, numberBits) ? end : 0;
  }
  return byte == quote ? scanText(at, literal) : scanWord(at, literal, depth);
}

function scanText(at: usize, literal: usize): usize {
  const end = scanString(at + 1);
  if (end == 0) {
    return 0;
  }
  if ((marks & hasEscape) != 0) {
    return !mayBeNumber(at + 1, end - 1) && put(literal, escapedText, at + 1, end - 1, noNumber) ? end : 0;
  }
  const kind = marks != 0 ? quotedText : plainText;
  const read = readNumeral(at + 1, end - 1);
  if (read == unsure) {
    return 0;
  }
  const bits = read == numeral ? numeralBits : instantBits(at + 1, end - 1);
  return put(literal, kind, at + 1, end - 1, bits) ? end : 0;
}

/**
 * Whether a short text with escapes may be a number or a time once they are resolved: it begins with a digit, a minus or
 * the first letter of NaN or of an infinity, or with the escape of an ASCII character.
 */
function mayBeNumber(at: usize, end: usize): bool {
  const first = <u32>load<u8>(at);
  const isWord = (first | 0x20) == 0x6e || (first | 0x20) == 0x69;
  const isEscape = load<u32>(at) == 0x3030755c && <u32>load<u8>(at, 4) - 0x32 <= 5;
  return (isWord && end - at <= 54) || ((first - 0x30 <= 9 || first == minus || isEscape) && end - at <= 512);
}

/** `true`, `null`, `NaN` and the like, and arrays. */
function scanWord(at: usize, literal: usize, depth: i32): usize {
  const end = scanValue(at, depth);
  const byte = <u32>load<u8>(at);
  const value = byte == 0x4e ? NaN : byte == minus ? -Infinity : Infinity;
  return end != 0 && put(literal, kindOfWord(byte), at, end, reinterpret<u64>(value)) ? end : 0;
}

/** Puts a cell where it goes; false where it cannot go there. */
function put(literal: usize, kind: u32, start: usize, end: usize, bits: u64): bool {
  return isInOrder ? putInOrder(literal, kind, start, end, bits) : note(literal, kind, start, end, bits);
}

function note(literal: usize, kind: u32, start: usize, end: usize, bits: u64): bool {
  const column = columnOf(literal);
  return column != -1 && !isRepeated(literal) && addCell(column, kind, start, end, bits);
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
