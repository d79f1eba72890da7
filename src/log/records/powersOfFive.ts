/** Reciprocals of powers below 2^64 are rounded up, so that a product shows where it is exact. */
const lowestRoundedUp = -27;

/**
 * The leading 128 bits of `5^exponent`, its top bit set, rounded down but for `lowestRoundedUp` to -1 (D. Lemire, Number
 * parsing at a gigabyte per second, 2021, section 5).
 */
export function powerOfFive(exponent: number): bigint {
  if (exponent >= 0) {
    const power = 5n ** BigInt(exponent);
    const shift = BigInt(128 - bitLength(power));
    return shift >= 0n ? power << shift : power >> -shift;
  }
  const divisor = 5n ** BigInt(-exponent);
  return (1n << BigInt(bitLength(divisor) + 127)) / divisor + (exponent >= lowestRoundedUp ? 1n : 0n);
}

function bitLength(value: bigint): number {
  return value.toString(2).length;
}
