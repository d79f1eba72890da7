import { letterE, minus, plus, point, zero } from "./bytes";
import { nearestDouble } from "./decimals";

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
  const fraction = fractionEnd == integerEnd ? 0 : fractionEnd - integerEnd - 1;
  const exponent = end == fractionEnd ? 0 : writtenExponent(fractionEnd + 1, end);
  const integer = integerEnd - digitsStart;
  const magnitude =
    integer + fraction > mostDigits
      ? longValue(exponent)
      : nearestDouble(
          digitsValue(integerEnd, integer) * load<u64>(powersOfTen + (fraction << 3)) +
            digitsValue(fractionEnd, fraction),
          exponent - <i32>fraction,
        );
  return load<u8>(at) == minus ? -magnitude : magnitude;
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

/** The last `count` digits before `end` as a number; at most nineteen. */
function digitsValue(end: usize, count: usize): u64 {
  if (count <= 8) {
    return eightDigits(end, count);
  }
  const low = eightDigits(end, 8);
  if (count <= 16) {
    return eightDigits(end - 8, count - 8) * 100000000 + low;
  }
  return (eightDigits(end - 16, count - 16) * 100000000 + eightDigits(end - 8, 8)) * 100000000 + low;
}

/** The last `count` digits before `end` (up to 8) as a number, three multiplications for all of them. */
function eightDigits(end: usize, count: usize): u64 {
  if (count == 0) {
    return 0;
  }
  const unused = (8 - <u64>count) << 3;
  let value = ((load<u64>(end - 8) & 0x0f0f0f0f0f0f0f0f) >> unused) << unused;
  value = (value * 2561) >> 8;
  value = ((value & 0x00ff00ff00ff00ff) * 6553601) >> 16;
  return ((value & 0x0000ffff0000ffff) * 42949672960001) >> 32;
}
