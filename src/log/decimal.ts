/**
 * From the digits of a number to the nearest double, without a text in between.
 * Invariant: a result that is not NaN is the correctly rounded one, to the last bit. NaN means "not sure: use Number(text)".
 *
 * Up to 15 digits and a power of ten up to 22, one division or multiplication of exact operands rounds once
 * (W. D. Clinger, How to read floating point numbers accurately, 1990). With 16 to 19 digits the quotient is computed
 * with its remainder (T. J. Dekker, 1971), and the sum is accepted only when an error in its last bits could not
 * change the rounding (A. Ziv, 1991).
 */
const powersOfTen = Float64Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

/** 2^27 + 1: splits a double into two halves of 26 bits. */
const splitter = 134217729;

/** Far above the relative error of the correction (2^-52), far below its effect on a rounding that is safe. */
const slack = 2 ** -45;

/**
 * The double nearest to `(head * 10^tailDigits + tail) * 10^exponent`, or NaN where this method cannot be sure.
 * `head` holds at most 15 digits, `tail` at most 4.
 */
export function decimalValue(head: number, tail: number, tailDigits: number, exponent: number): number {
  if (exponent < -22 || exponent > 22) {
    return head === 0 && tail === 0 ? 0 : NaN;
  }
  if (tailDigits === 0) {
    return exponent < 0 ? head / (powersOfTen[-exponent] ?? NaN) : head * (powersOfTen[exponent] ?? NaN);
  }
  if (exponent > 0 || head === 0) {
    return NaN;
  }
  const scale = powersOfTen[tailDigits] ?? NaN;
  const product = head * scale;
  const low = productError(head, scale, product) + tail;
  const high = product + low;
  return quotient(high, product - high + low, powersOfTen[-exponent] ?? NaN);
}

/** `(high + low) / divisor`, rounded once, or NaN. */
function quotient(high: number, low: number, divisor: number): number {
  const first = high / divisor;
  const product = first * divisor;
  const remainder = high - product - productError(first, divisor, product);
  const correction = (remainder + low) / divisor;
  const result = first + correction * (1 + slack);
  return result === first + correction * (1 - slack) ? result : NaN;
}

/** `a * b - product` exactly, where `product` is the rounded product. */
function productError(a: number, b: number, product: number): number {
  const aScaled = a * splitter;
  const aHigh = aScaled - (aScaled - a);
  const aLow = a - aHigh;
  const bScaled = b * splitter;
  const bHigh = bScaled - (bScaled - b);
  const bLow = b - bHigh;
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}
