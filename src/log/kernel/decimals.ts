import { exactPowers, highestPower, lowestPower, powers } from "./memory";

/** Integers up to this one are doubles. */
const largestExact: u64 = 0x1fffffffffffff;

/** The leading bit of a double's mantissa, which is not stored. */
const hiddenBit: u64 = 0x10000000000000;

/**
 * The double nearest to `mantissa * 10^exponent`, or NaN where this method cannot be sure (a subnormal or infinite
 * result). Invariant: a result that is not NaN is correctly rounded, to the last bit.
 *
 * Up to 2^53 and a power of ten up to 22, one multiplication or division of exact operands rounds once (W. D. Clinger,
 * How to read floating point numbers accurately, 1990). Otherwise 128 bits of the product with a power of five
 * decide (D. Lemire, Number parsing at a gigabyte per second, 2021; that no further check is needed: N. Mushtak and
 * D. Lemire, Fast number parsing without fallback, 2023).
 */
export function nearestDouble(mantissa: u64, exponent: i32): f64 {
  if (mantissa <= largestExact && exponent >= -22 && exponent <= 22) {
    const exact = <f64>(<i64>mantissa);
    return exponent < 0
      ? exact / load<f64>(exactPowers + ((<usize>-exponent) << 3))
      : exact * load<f64>(exactPowers + ((<usize>exponent) << 3));
  }
  if (mantissa == 0) {
    return 0;
  }
  return exponent < lowestPower || exponent > highestPower ? NaN : byProduct(mantissa, exponent);
}

function byProduct(mantissa: u64, exponent: i32): f64 {
  const leadingZeros = <i32>clz(mantissa);
  const scaled = mantissa << (<u64>leadingZeros);
  const power = powers + ((<usize>(exponent - lowestPower)) << 4);
  let low = scaled * load<u64>(power);
  let high = highProduct(scaled, load<u64>(power));
  // Only where the nine bits below the rounding are all ones can the low half of the power of five matter.
  if ((high & 0x1ff) == 0x1ff) {
    const more = highProduct(scaled, load<u64>(power, 8));
    low += more;
    if (more > low) {
      high++;
    }
  }
  const top = high >> 63;
  const shift = top + 9;
  let bits = high >> shift;
  let binary = (((152170 + 65536) * exponent) >> 16) + 63 + <i32>top - leadingZeros + 1023;
  if (binary <= 0) {
    return NaN;
  }
  // Halfway between two doubles, which only small powers of five allow: to even.
  if (low <= 1 && exponent >= -4 && exponent <= 23 && (bits & 3) == 1 && bits << shift == high) {
    bits &= ~(<u64>1);
  }
  bits = (bits + (bits & 1)) >> 1;
  if (bits > largestExact) {
    bits = hiddenBit;
    binary++;
  }
  return binary >= 0x7ff ? NaN : reinterpret<f64>((bits & ~hiddenBit) | ((<u64>binary) << 52));
}

/** The high 64 bits of a product. */
function highProduct(a: u64, b: u64): u64 {
  const aLow = a & 0xffffffff;
  const aHigh = a >> 32;
  const bLow = b & 0xffffffff;
  const bHigh = b >> 32;
  const middle = aHigh * bLow + ((aLow * bLow) >> 32);
  const cross = aLow * bHigh + (middle & 0xffffffff);
  return aHigh * bHigh + (middle >> 32) + (cross >> 32);
}
