import { letterE, minus, plus, zero } from "./bytes";
import { nearestDouble } from "./decimals";
import { digitsValue, shortBytes, shortDigits, sixteenDigits } from "./digits";
import { exactPowers } from "./memory";

/**
 * A number is scanned first and becomes a double later, together with the others of its column: one after the other
 * they keep a processor waiting, side by side they do not.
 *
 * A number that waits is kept as a NaN that no log gives: from the low bits up, the address of its first digit (32 bits),
 * how many digits stand before its point (8) and how many bytes it has up to its exponent (8), and a mark (16). Its sign
 * stands before its first digit.
 */
const mark: u32 = 0xfff9;

/** Digits that 64 bits hold. */
export const mostDigits: usize = 19;

/** 10^0 to 10^19. */
const powersOfTen: usize = memory.data<u64>([
  1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000, 10000000000, 100000000000, 1000000000000,
  10000000000000, 100000000000000, 1000000000000000, 10000000000000000, 100000000000000000, 1000000000000000000,
  10000000000000000000,
]);

/** What a number looks like: `integer` digits before its point, `length` bytes up to its exponent. */
export function shapeOf(integer: usize, length: usize): u32 {
  return (mark << 16) | ((<u32>length) << 8) | (<u32>integer);
}

/** A number that waits, of at most nineteen digits and with at most two in its exponent. */
export function pending(at: usize, shape: u32): u64 {
  return ((<u64>shape) << 32) | (<u64>at);
}

/** Makes doubles of the numbers that wait, from `from` up to `to`. */
export function decode(from: usize, to: usize): void {
  for (let place = from; place < to; place += 8) {
    if (<u32>load<u16>(place, 6) == mark) {
      store<f64>(place, doubleOf(load<u32>(place), load<u8>(place, 4), load<u8>(place, 5)));
    }
  }
}

function doubleOf(at: usize, integer: usize, length: usize): f64 {
  const mantissa =
    length <= <usize>shortBytes
      ? shortDigits(i8x16.sub(v128.load(at), i8x16.splat(<i8>zero)), integer, length)
      : mantissaOf(at, integer, length);
  const power = exponentAt(at + length) - <i32>fractionOf(integer, length);
  const magnitude =
    power <= 0 && power >= -22 && length <= <usize>shortBytes
      ? <f64>(<i64>mantissa) / load<f64>(exactPowers + ((<usize>-power) << 3))
      : nearestDouble(mantissa, power);
  return <u32>load<u8>(at - 1) == minus ? -magnitude : magnitude;
}

function fractionOf(integer: usize, length: usize): usize {
  return length == integer ? 0 : length - integer - 1;
}

/** All digits of a number, at most nineteen, without its point. */
function mantissaOf(at: usize, integer: usize, length: usize): u64 {
  const fraction = fractionOf(integer, length);
  const count = integer + fraction;
  return count <= 16
    ? sixteenDigits(at + length, count, fraction, length == integer ? 0 : 1)
    : digitsValue(at + integer, integer) * load<u64>(powersOfTen + (fraction << 3)) +
        digitsValue(at + length, fraction);
}

/** The power of ten written at `at`, if there is one. Past eight digits no mantissa here is long enough to make up for it. */
function exponentAt(at: usize): i32 {
  if (((<u32>load<u8>(at)) | 0x20) != letterE) {
    return 0;
  }
  const sign = <u32>load<u8>(at, 1);
  let value: i32 = 0;
  for (let p = sign == plus || sign == minus ? at + 2 : at + 1; value < 10000000; p++) {
    const digit = <u32>load<u8>(p) - zero;
    if (digit > 9) {
      break;
    }
    value = value * 10 + <i32>digit;
  }
  return sign == minus ? -value : value;
}

/**
 * A number whose digits may not fit into 64 bits, or NaN where its text has to be asked: leading zeros and digits past
 * the nineteenth are left out.
 */
export function longNumber(at: usize, integer: usize, length: usize): f64 {
  let mantissa: u64 = 0;
  let count: usize = 0;
  let exponent = exponentAt(at + length);
  let cut = false;
  for (let place: usize = 0; place < length; place++) {
    if (place == integer) {
      continue;
    }
    const digit = <u64>load<u8>(at + place) - zero;
    const isFraction = place > integer;
    if (count < mostDigits) {
      mantissa = mantissa * 10 + digit;
      count += mantissa == 0 ? 0 : 1;
      exponent -= isFraction ? 1 : 0;
    } else {
      cut = true;
      exponent += isFraction ? 0 : 1;
    }
  }
  const magnitude = nearestDouble(mantissa, exponent);
  // With digits left out the number lies between two mantissas; where both give one double, it is that one.
  if (cut && magnitude != nearestDouble(mantissa + 1, exponent)) {
    return NaN;
  }
  return <u32>load<u8>(at - 1) == minus ? -magnitude : magnitude;
}
