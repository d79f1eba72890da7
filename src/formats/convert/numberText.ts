/** A number of single precision has about seven digits; nine always tell it from its neighbors. */
const [fewest, most] = [6, 9];

/**
 * A number in as few digits as tell it from its neighbors. `isSingle`: those of single precision, so that 0.1 is not
 * 0.10000000149011612.
 */
export function numberText(value: number, isSingle: boolean): string {
  if (!isSingle || !Number.isFinite(value)) {
    return String(value);
  }
  for (let digits = fewest; digits < most; digits += 1) {
    const shorter = Number(value.toPrecision(digits));
    if (Math.fround(shorter) === value) {
      return String(shorter);
    }
  }
  return String(Number(value.toPrecision(most)));
}
