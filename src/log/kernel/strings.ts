import { backslash, comma, letterU, quote, space } from "./bytes";
import { utf8Length } from "./utf8";

/** What a string holds that its CSV cell has to know of: an escape; a comma or an edge space, which want quotes. */
export const hasEscape: i32 = 1;
const wantsQuotes: i32 = 2;

/** Marks of the string scanned last. */
export let marks: i32 = 0;

/** Address after the closing quote of the string whose first character is at `at`, or 0 where it is no JSON string. */
export function scanString(at: usize): usize {
  let p = at;
  marks = load<u8>(at) == space ? wantsQuotes : 0;
  while (true) {
    const special = specialBytes(v128.load(p));
    if (special == 0) {
      p += 16;
      continue;
    }
    p += <usize>ctz(special);
    const byte = <u32>load<u8>(p);
    if (byte == quote) {
      if (p > at && load<u8>(p - 1) == space) {
        marks |= wantsQuotes;
      }
      return p + 1;
    }
    const length: usize = byte == comma ? 1 : byte == backslash ? escapeLength(p) : byte >= 0x80 ? utf8Length(p) : 0;
    if (length == 0) {
      return 0;
    }
    marks |= byte == comma ? wantsQuotes : byte == backslash ? hasEscape : 0;
    p += length;
  }
}

/** One bit for each of sixteen bytes that is not plain: control characters and non-ASCII bytes (both are below a space as signed bytes), quote, backslash, comma. */
function specialBytes(block: v128): i32 {
  const low = i8x16.lt_s(block, i8x16.splat(<i8>space));
  const quotes = i8x16.eq(block, i8x16.splat(<i8>quote));
  const backslashes = i8x16.eq(block, i8x16.splat(<i8>backslash));
  const commas = i8x16.eq(block, i8x16.splat(<i8>comma));
  return i8x16.bitmask(v128.or(v128.or(low, quotes), v128.or(backslashes, commas)));
}

/** Length of the escape at `at`, or 0. */
function escapeLength(at: usize): usize {
  const letter = <u32>load<u8>(at, 1);
  if (letter != letterU) {
    return escaped(letter) == 0 ? 0 : 2;
  }
  for (let digit = at + 2; digit < at + 6; digit++) {
    if (!isHex(load<u8>(digit))) {
      return 0;
    }
  }
  return 6;
}

/** The character that a letter after a backslash stands for, or 0. */
export function escaped(letter: u32): u32 {
  switch (letter) {
    case 0x22:
    case 0x5c:
    case 0x2f:
      return letter;
    case 0x62:
      return 0x08;
    case 0x66:
      return 0x0c;
    case 0x6e:
      return 0x0a;
    case 0x72:
      return 0x0d;
    case 0x74:
      return 0x09;
    default:
      return 0;
  }
}

function isHex(byte: u32): bool {
  const letter = byte | 0x20;
  return byte - 0x30 <= 9 || (letter >= 0x61 && letter <= 0x66);
}
