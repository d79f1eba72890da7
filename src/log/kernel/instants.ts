import { colon, comma, minus, plus, point, space, zero } from "./bytes";

/** The bits of a text that is no number and no time: a NaN that no log gives. */
export const noNumber: u64 = 0xffffffffffffffff;

/** The shortest text that is a time, and how many digits of a fraction count. */
const shortest: usize = 19;
const mostFraction: usize = 9;

/** What a text without a zone of its own is ahead of UTC, in seconds; the JavaScript side says it. */
let localOffset: i64 = 0;

export function setLocalOffset(seconds: i32): void {
  localOffset = <i64>seconds;
}

/** 10^0 to 10^9, by which a fraction is divided. */
const powers: usize = memory.data<f64>([1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000]);

/**
 * The bits of the seconds since 1970 of a date and a time by ISO 8601, which stands from `start` up to `end`, or
 * `noNumber` where anything else does. records/instant.ts says what is one, and computes the same.
 */
export function instantBits(start: usize, end: usize): u64 {
  if (end - start < shortest || !hasShape(start)) {
    return noNumber;
  }
  const year = <i64>number(start, 4);
  const month = <i64>number(start + 5, 2);
  const day = <i64>number(start + 8, 2);
  const hour = <i64>number(start + 11, 2);
  const minute = <i64>number(start + 14, 2);
  const second = <i64>number(start + 17, 2);
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > 31) {
    return noNumber;
  }
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) {
    return noNumber;
  }
  const fractionEnd = endOfFraction(start + shortest, end);
  const offset = fractionEnd == 0 ? noOffset : offsetOf(fractionEnd, end);
  if (offset == noOffset) {
    return noNumber;
  }
  const whole = 86400 * daysSince1970(year, month, day) + 3600 * hour + 60 * minute + second - offset;
  return reinterpret<u64>(<f64>whole + fractionOf(start + shortest, fractionEnd));
}

function hasShape(at: usize): bool {
  const between = <u32>load<u8>(at, 10);
  return (
    load<u8>(at, 4) == minus &&
    load<u8>(at, 7) == minus &&
    (between == 0x54 || between == space) &&
    load<u8>(at, 13) == colon &&
    load<u8>(at, 16) == colon
  );
}

/** The number of so many digits, or -1 where they are none. */
function number(at: usize, digits: usize): i32 {
  let value: i32 = 0;
  for (let p = at; p < at + digits; p++) {
    const digit = <u32>load<u8>(p) - zero;
    if (digit > 9) {
      return -1;
    }
    value = value * 10 + <i32>digit;
  }
  return value;
}

/** Address after the fraction at `at`, which is `at` where none is, or 0 where a point has no digits. */
function endOfFraction(at: usize, end: usize): usize {
  const sign = <u32>load<u8>(at);
  if (at == end || (sign != point && sign != comma)) {
    return at;
  }
  let p = at + 1;
  while (p < end && <u32>load<u8>(p) - zero <= 9) {
    p++;
  }
  return p == at + 1 ? 0 : p;
}

function fractionOf(at: usize, end: usize): f64 {
  if (end == at) {
    return 0;
  }
  const digits = min(end - at - 1, mostFraction);
  return <f64>number(at + 1, digits) / load<f64>(powers + (digits << 3));
}

/** What is no offset. */
const noOffset: i64 = 1000000;

/** What the zone from `at` to `end` is ahead of UTC, in seconds, or `noOffset` where it is none. */
function offsetOf(at: usize, end: usize): i64 {
  const length = end - at;
  const sign = <u32>load<u8>(at);
  if (length == 0) {
    return localOffset;
  }
  if (length == 1) {
    return sign == 0x5a ? 0 : noOffset;
  }
  if ((sign != plus && sign != minus) || (length != 3 && length != 5 && length != 6)) {
    return noOffset;
  }
  if (length == 6 && load<u8>(at, 3) != colon) {
    return noOffset;
  }
  const hours = number(at + 1, 2);
  const minutes = length == 3 ? 0 : number(end - 2, 2);
  if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) {
    return noOffset;
  }
  const seconds = <i64>(3600 * hours + 60 * minutes);
  return sign == minus ? -seconds : seconds;
}

/** Days of the Gregorian calendar; a year begins in March here, so that a leap day is its last. */
function daysSince1970(year: i64, month: i64, day: i64): i64 {
  const y = month <= 2 ? year - 1 : year;
  const m = month <= 2 ? month + 9 : month - 3;
  const era = y / 400;
  const ofEra = y - era * 400;
  const ofYear = (153 * m + 2) / 5 + day - 1;
  return era * 146097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719468;
}
