import { letterE, minus, plus, point, zero } from "./bytes";
import { shortBytes } from "./digits";
import { longNumber, mostDigits, pending, shapeOf } from "./doubles";

/** Sixteen times what `0` is as a byte; and what takes all but digits past 127, where a byte's highest bit is set. */
const zeros: usize = memory.data<u8>([48, 48, 48, 48, 48, 48, 48, 48, 48, 48, 48, 48, 48, 48, 48, 48]);
const pastDigits: usize = memory.data<u8>([
  118, 118, 118, 118, 118, 118, 118, 118, 118, 118, 118, 118, 118, 118, 118, 118,
]);

/** The number scanned last: its bits as a double, or where its text stands (doubles.ts). */
export let numberBits: u64 = 0;

/**
 * Address after the number at `at` if it has no sign and is short, as most are; otherwise 0.
 * What differs from key to key is branched upon, not computed with: a processor guesses it, and goes on to the next member
 * before it knows this one's length.
 */
export function scanShort(at: usize): usize {
  const others = otherBytes(at);
  const integer: usize = ctz(others);
  if (integer - 1 >= <usize>shortBytes || (load<u8>(at) == zero && integer != 1)) {
    return 0;
  }
  if (load<u8>(at + integer) != point) {
    return withExponent(at, integer, integer);
  }
  const length: usize = ctz(others & (others - 1));
  return length <= <usize>shortBytes && length != integer + 1 ? withExponent(at, integer, length) : 0;
}

/** Address after the number whose digits were scanned and whose exponent may follow, if that has two digits at most; otherwise 0. */
function withExponent(at: usize, integer: usize, length: usize): usize {
  numberBits = pending(at, shapeOf(integer, length));
  const end = at + length;
  return ((<u32>load<u8>(end)) | 0x20) == letterE ? shortExponentEnd(end) : end;
}

function shortExponentEnd(at: usize): usize {
  const start = exponentDigits(at);
  const second = isDigit(load<u8>(start, 1));
  if (!isDigit(load<u8>(start)) || (second && isDigit(load<u8>(start, 2)))) {
    return 0;
  }
  return second ? start + 2 : start + 1;
}

/** Address after any number at `at`, or 0 where it is no JSON number, or one whose text has to be asked for its value. */
export function scanNumber(at: usize): usize {
  const start = load<u8>(at) == minus ? at + 1 : at;
  const short = scanShort(start);
  return short != 0 ? short : scanLong(start);
}

function scanLong(start: usize): usize {
  const integerEnd = digitsEnd(start);
  if (integerEnd == start || (integerEnd > start + 1 && load<u8>(start) == zero)) {
    return 0;
  }
  let end = integerEnd;
  if (load<u8>(end) == point) {
    end = digitsEnd(integerEnd + 1);
    if (end == integerEnd + 1) {
      return 0;
    }
  }
  const length = end - start;
  const integer = integerEnd - start;
  let isSure = length - (length > integer ? 1 : 0) <= mostDigits;
  if (((<u32>load<u8>(end)) | 0x20) == letterE) {
    isSure = isSure && shortExponentEnd(end) != 0;
    const digits = exponentDigits(end);
    end = digitsEnd(digits);
    if (end == digits) {
      return 0;
    }
  }
  if (isSure) {
    numberBits = pending(start, shapeOf(integer, length));
    return end;
  }
  const value = longNumber(start, integer, length);
  numberBits = reinterpret<u64>(value);
  return value == value ? end : 0;
}

/** Address of the digits of the exponent at `at`. */
function exponentDigits(at: usize): usize {
  const sign = <u32>load<u8>(at, 1);
  return sign == plus || sign == minus ? at + 2 : at + 1;
}

/** Address of the first byte at or after `at` that is no digit. */
function digitsEnd(at: usize): usize {
  let p = at;
  while (true) {
    const others = otherBytes(p);
    if (others != 0) {
      return p + <usize>ctz(others);
    }
    p += 16;
  }
}

/** One bit for each of sixteen bytes that is no digit. */
function otherBytes(at: usize): i32 {
  return i8x16.bitmask(i8x16.add_sat_u(i8x16.sub(v128.load(at), v128.load(zeros)), v128.load(pastDigits)));
}

function isDigit(byte: u32): bool {
  return byte - zero <= 9;
}
