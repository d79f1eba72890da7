import {
  carriageReturn,
  closeBrace,
  closeBracket,
  colon,
  comma,
  openBrace,
  openBracket,
  quote,
  space,
  tab,
} from "./bytes";
import { scanNumber } from "./numbers";
import { scanString } from "./strings";

/** Objects and arrays inside one another beyond which a line is left to the slow path, which refuses it. */
const mostDepth: i32 = 512;

/** Address after the white space at `at`; a newline is none. */
export function skipSpace(at: usize): usize {
  let p = at;
  let byte = <u32>load<u8>(p);
  while (byte == space || byte == tab || byte == carriageReturn) {
    p++;
    byte = load<u8>(p);
  }
  return p;
}

/** Address after the word at `at` (`true`, `false`, `null`, `NaN`, `Infinity`), or 0. */
export function scanWord(at: usize): usize {
  const start = load<u32>(at);
  if (start == 0x65757274 || start == 0x6c6c756e) {
    return at + 4;
  }
  if (start == 0x736c6166) {
    return load<u8>(at, 4) == 0x65 ? at + 5 : 0;
  }
  if ((start & 0xffffff) == 0x4e614e) {
    return at + 3;
  }
  return load<u64>(at) == 0x7974696e69666e49 ? at + 8 : 0;
}

/** Address after any JSON value at `at`, `depth` levels down, or 0. */
export function scanValue(at: usize, depth: i32): usize {
  if (depth > mostDepth) {
    return 0;
  }
  const byte = <u32>load<u8>(at);
  if (byte == openBracket) {
    return scanList(at, depth, closeBracket);
  }
  if (byte == openBrace) {
    return scanList(at, depth, closeBrace);
  }
  if (byte == quote) {
    return scanString(at + 1);
  }
  if (byte - 0x30 <= 9) {
    return scanNumber(at);
  }
  if (byte == 0x2d) {
    return load<u8>(at, 1) == 0x49 ? scanWord(at + 1) : scanNumber(at);
  }
  return scanWord(at);
}

/** An array, or an object inside an array: scanned, its members not looked at. */
function scanList(at: usize, depth: i32, close: u32): usize {
  let p = skipSpace(at + 1);
  if (load<u8>(p) == close) {
    return p + 1;
  }
  while (true) {
    if (close == closeBrace) {
      p = scanKey(p);
      if (p == 0) {
        return 0;
      }
    }
    p = scanValue(p, depth + 1);
    if (p == 0) {
      return 0;
    }
    p = skipSpace(p);
    const byte = <u32>load<u8>(p);
    if (byte == close) {
      return p + 1;
    }
    if (byte != comma) {
      return 0;
    }
    p = skipSpace(p + 1);
  }
}

/** Address of the value after a key and its colon, or 0. */
function scanKey(at: usize): usize {
  if (load<u8>(at) != quote) {
    return 0;
  }
  const end = scanString(at + 1);
  return end == 0 ? 0 : afterColon(end);
}

/** Address of the value after the colon at `at`, or 0. */
export function afterColon(at: usize): usize {
  const p = skipSpace(at);
  return load<u8>(p) == colon ? skipSpace(p + 1) : 0;
}
