import { letterE, minus, plus, point, zero } from "./bytes";
import { nearestDouble } from "./decimals";

/** Digits that 64 bits hold. */
const mostDigits: i32 = 19;

/** The number scanned last: its digits as one integer, and the power of ten that it is multiplied by. */
let mantissa: u64 = 0;
let exponent: i32 = 0;
/** Digits in the mantissa, leading zeros not counted. */
let digits: i32 = 0;
/** Whether digits past the nineteenth were left out. */
let cut: bool = false;

/** Address after the number at `at`, or 0 where it is no JSON number. */
export function scanNumber(at: usize): usize {
  const first = load<u8>(at) == minus ? at + 1 : at;
  const end = digitsEnd(first);
  if (end == first || (end > first + 1 && load<u8>(first) == zero)) {
    return 0;
  }
  if (load<u8>(end) != point) {
    return exponentEnd(end);
  }
  const fraction = digitsEnd(end + 1);
  return fraction == end + 1 ? 0 : exponentEnd(fraction);
}

/** The number that scanNumber found at `at` to `end`, or NaN where its text has to be asked. */
export function numberValue(at: usize, end: usize): f64 {
  const isNegative = load<u8>(at) == minus;
  const first = isNegative ? at + 1 : at;
  const integerEnd = digitsEnd(first);
  mantissa = 0;
  exponent = 0;
  digits = 0;
  cut = false;
  addDigits(first, integerEnd, false);
  let p = integerEnd;
  if (load<u8>(p) == point) {
    p = digitsEnd(p + 1);
    addDigits(integerEnd + 1, p, true);
  }
  if (p < end) {
    exponent += writtenExponent(p + 1, end);
  }
  const magnitude = nearestDouble(mantissa, exponent);
  // With digits left out the number lies between two mantissas; where both give one double, it is that one.
  const sure = !cut || magnitude == nearestDouble(mantissa + 1, exponent);
  return !sure ? NaN : isNegative ? -magnitude : magnitude;
}

/** Address of the first byte at or after `at` that is no digit. */
function digitsEnd(at: usize): usize {
  let p = at;
  while (true) {
    const values = i8x16.sub(v128.load(p), i8x16.splat(<i8>zero));
    const others = i8x16.bitmask(i8x16.gt_u(values, i8x16.splat(9)));
    if (others != 0) {
      return p + <usize>ctz(others);
    }
    p += 16;
  }
}

/** Address after the exponent at `at`, which may be absent, or 0. */
function exponentEnd(at: usize): usize {
  if (((<u32>load<u8>(at)) | 0x20) != letterE) {
    return at;
  }
  const sign = <u32>load<u8>(at, 1);
  const start = sign == plus || sign == minus ? at + 2 : at + 1;
  const end = digitsEnd(start);
  return end == start ? 0 : end;
}

/** The power of ten written at `at` to `end`, its sign before it. Past four digits it makes no difference any more. */
function writtenExponent(at: usize, end: usize): i32 {
  const sign = <u32>load<u8>(at);
  let value: i32 = 0;
  for (let p = sign == plus || sign == minus ? at + 1 : at; p < end && value < 10000; p++) {
    value = value * 10 + <i32>(<u32>load<u8>(p) - zero);
  }
  return sign == minus ? -value : value;
}

/** Takes digits into the mantissa, as many as it holds. */
function addDigits(from: usize, end: usize, isFraction: bool): void {
  let p = from;
  if (digits == 0) {
    while (p < end && load<u8>(p) == zero) {
      p++;
    }
  }
  if (isFraction) {
    exponent -= <i32>(end - from);
  }
  const left = digits + <i32>(end - p) - mostDigits;
  if (left > 0) {
    // What is left out is made up for in the exponent.
    exponent += left;
    cut = true;
    end -= <usize>left;
  }
  digits += <i32>(end - p);
  while (p < end) {
    const count = min<usize>(end - p, 8);
    p += count;
    mantissa = mantissa * powerOfTen(<i32>count) + eightDigits(p, count);
  }
}

/** The last `count` digits before `end` (1 to 8) as a number, three multiplications for all of them. */
function eightDigits(end: usize, count: usize): u64 {
  const unused = (8 - <u64>count) << 3;
  let value = ((load<u64>(end - 8) & 0x0f0f0f0f0f0f0f0f) >> unused) << unused;
  value = (value * 2561) >> 8;
  value = ((value & 0x00ff00ff00ff00ff) * 6553601) >> 16;
  return ((value & 0x0000ffff0000ffff) * 42949672960001) >> 32;
}

function powerOfTen(count: i32): u64 {
  switch (count) {
    case 1:
      return 10;
    case 2:
      return 100;
    case 3:
      return 1000;
    case 4:
      return 10000;
    case 5:
      return 100000;
    case 6:
      return 1000000;
    case 7:
      return 10000000;
    default:
      return 100000000;
  }
}
