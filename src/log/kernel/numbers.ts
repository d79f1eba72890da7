import { letterE, minus, plus, point, zero } from "./bytes";
import { nearestDouble } from "./decimals";
import { digitsValue, sixteenDigits } from "./digits";

/** Digits that 64 bits hold. */
const mostDigits: usize = 19;

/** 10^0 to 10^19. */
const powersOfTen: usize = memory.data<u64>([
  1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000, 10000000000, 100000000000, 1000000000000,
  10000000000000, 100000000000000, 1000000000000000, 10000000000000000, 100000000000000000, 1000000000000000000,
  10000000000000000000,
]);

/** The number scanned last: where its digits start, where those before the point end, and where the last one ends. */
let digitsStart: usize = 0;
let integerEnd: usize = 0;
let fractionEnd: usize = 0;

/** Address after the number at `at`, or 0 where it is no JSON number. */
export function scanNumber(at: usize): usize {
  digitsStart = load<u8>(at) == minus ? at + 1 : at;
  const others = otherBytes(digitsStart);
  const end = others == 0 ? digitsEnd(digitsStart + 16) : digitsStart + <usize>ctz(others);
  if (end == digitsStart || (end > digitsStart + 1 && load<u8>(digitsStart) == zero)) {
    return 0;
  }
  integerEnd = end;
  fractionEnd = end;
  if (load<u8>(end) == point) {
    // Nearly always the sixteen bytes in hand hold the fraction's end too.
    const more = others == 0 ? 0 : others & (others - 1);
    fractionEnd = more == 0 ? digitsEnd(end + 1) : digitsStart + <usize>ctz(more);
    if (fractionEnd == end + 1) {
      return 0;
    }
  }
  return ((<u32>load<u8>(fractionEnd)) | 0x20) == letterE ? exponentEnd(fractionEnd) : fractionEnd;
}

/** The number that was scanned last, at `at` to `end`, or NaN where its text has to be asked. */
export function numberValue(at: usize, end: usize): f64 {
  const point: usize = fractionEnd == integerEnd ? 0 : 1;
  const fraction = fractionEnd - integerEnd - point;
  const exponent = end == fractionEnd ? 0 : writtenExponent(fractionEnd + 1, end);
  const integer = integerEnd - digitsStart;
  const count = integer + fraction;
  const magnitude =
    count > mostDigits
      ? longValue(exponent)
      : nearestDouble(mantissaOf(count, fraction, point), exponent - <i32>fraction);
  return load<u8>(at) == minus ? -magnitude : magnitude;
}

/** The digits of the number scanned last, without its point. */
function mantissaOf(count: usize, fraction: usize, point: usize): u64 {
  return count <= 16
    ? sixteenDigits(fractionEnd, count, fraction, point)
    : digitsValue(integerEnd, count - fraction) * load<u64>(powersOfTen + (fraction << 3)) +
        digitsValue(fractionEnd, fraction);
}

/** The number scanned last where its digits may not fit into 64 bits: leading zeros and digits past the nineteenth are left out. */
function longValue(writtenPower: i32): f64 {
  let mantissa: u64 = 0;
  let count: usize = 0;
  let exponent = writtenPower;
  let cut = false;
  for (let p = digitsStart; p < fractionEnd; p++) {
    if (p == integerEnd) {
      continue;
    }
    const digit = <u64>load<u8>(p) - zero;
    const isFraction = p > integerEnd;
    if (count < mostDigits) {
      mantissa = mantissa * 10 + digit;
      count += mantissa == 0 ? 0 : 1;
      exponent -= isFraction ? 1 : 0;
    } else {
      cut = true;
      exponent += isFraction ? 0 : 1;
    }
  }
  const value = nearestDouble(mantissa, exponent);
  // With digits left out the number lies between two mantissas; where both give one double, it is that one.
  return !cut || value == nearestDouble(mantissa + 1, exponent) ? value : NaN;
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
  const values = i8x16.sub(v128.load(at), i8x16.splat(<i8>zero));
  return i8x16.bitmask(i8x16.gt_u(values, i8x16.splat(9)));
}

/** Address after the exponent at `at`, or 0. */
function exponentEnd(at: usize): usize {
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
