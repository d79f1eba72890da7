import { letterE, minus, plus, point, zero } from "./bytes";
import { noNumber } from "./instants";
import { numberBits, scanNumber } from "./numbers";

/** What a text may be. */
export const numeral: u32 = 0;
/** A number whose text has to be asked for its value, or, with escapes, maybe one: for the slow path. */
export const unsure: u32 = 1;
export const otherText: u32 = 2;

/** The bits of the number that was read last. */
export let numeralBits: u64 = noNumber;

/**
 * What the text is that stands from `start` up to `end`, followed by its quote: a number by JSON, NaN or an infinity as
 * Python writes it. records/numeral.ts says what is one.
 */
export function readNumeral(start: usize, end: usize): u32 {
  const first = <u32>load<u8>(start);
  if (first == minus || first - zero <= 9) {
    const word = first == minus ? wordBits(start + 1, end) : noNumber;
    if (word != noNumber) {
      numeralBits = reinterpret<u64>(-reinterpret<f64>(word));
      return word == nanBits ? otherText : numeral;
    }
    const after = scanNumber(start);
    if (after == end && numberBits >> 52 == pendingMark) {
      numeralBits = numberBits;
      return numeral;
    }
    // A scan that fails may be of a number that is too long, which is not one with a zero in front.
    const isPadded = first == zero && <u32>load<u8>(start, 1) - zero <= 9;
    return (after == 0 || after == end) && !isPadded && isOfNumber(start, end) ? unsure : otherText;
  }
  numeralBits = wordBits(start, end);
  return numeralBits == noNumber ? otherText : numeral;
}

/** The highest bits of a number that waits to become a double (doubles.ts). */
const pendingMark: u64 = 0xfff;
const nanBits: u64 = 0x7ff8000000000000;
const infinityBits: u64 = 0x7ff0000000000000;

/** The bits of NaN or infinity by the word for it, or `noNumber`. */
function wordBits(start: usize, end: usize): u64 {
  const length = end - start;
  if (length == 3) {
    const word = load<u32>(start) & 0xffffff;
    return word == 0x4e614e || word == 0x6e616e ? nanBits : word == 0x666e69 ? infinityBits : noNumber;
  }
  return length == 8 && load<u64>(start) == 0x7974696e69666e49 ? infinityBits : noNumber;
}

/** Whether a text has none but the characters of numbers. */
function isOfNumber(start: usize, end: usize): bool {
  for (let p = start; p < end; p++) {
    const byte = <u32>load<u8>(p);
    if (byte - zero > 9 && byte != point && byte != minus && byte != plus && (byte | 0x20) != letterE) {
      return false;
    }
  }
  return true;
}
