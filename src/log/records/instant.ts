const shape = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:[.,](\d+))?(?:Z|([+-])(\d\d)(?::?(\d\d))?)?$/;

/** Digits of a fraction that count: a double has no more at this distance from 1970. */
const mostFraction = 9;
/** The shortest such text. */
const shortest = 19;

/**
 * What times without a zone of their own are ahead of UTC, in seconds: they are taken for those of this machine, as it
 * is now, next to which a log that grows is written. One number for all of them, so that intervals are what they were.
 */
export const localOffset: number = -60 * new Date().getTimezoneOffset();

/**
 * Seconds since 1970 of a date and a time by ISO 8601, as `datetime.isoformat()`, `str(datetime)` and the `logging`
 * module of Python and `toISOString()` of JavaScript write them: `2024-05-01T12:30:00.25+02:00`, the `T` maybe a space,
 * the point maybe a comma, without a fraction or a zone too. Null for any other text, a date alone among them.
 * kernel/instants.ts computes the same.
 */
export function instantOf(text: string): number | null {
  if (text.length < shortest || text.charCodeAt(4) !== 0x2d) {
    return null;
  }
  const found = shape.exec(text);
  if (found === null) {
    return null;
  }
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found.slice(1, 7).map(Number);
  const [, , , , , , , fraction = "", sign, ahead = "0", aheadMinutes = "0"] = found;
  const isDate = year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
  const isTime = hour <= 23 && minute <= 59 && second <= 60 && Number(ahead) <= 23 && Number(aheadMinutes) <= 59;
  if (!isDate || !isTime) {
    return null;
  }
  const magnitude = 3600 * Number(ahead) + 60 * Number(aheadMinutes);
  const offset = sign === undefined ? (text.endsWith("Z") ? 0 : localOffset) : sign === "-" ? -magnitude : magnitude;
  const days = daysSince1970(year, month, day);
  const whole = 86_400 * days + 3600 * hour + 60 * minute + second - offset;
  const digits = fraction.slice(0, mostFraction);
  return whole + Number(digits) / Number(`1e${digits.length}`);
}

/** Days of the Gregorian calendar; a year begins in March here, so that a leap day is its last. */
function daysSince1970(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const m = month <= 2 ? month + 9 : month - 3;
  const era = Math.floor(y / 400);
  const ofEra = y - era * 400;
  const ofYear = Math.floor((153 * m + 2) / 5) + day - 1;
  const leapDays = Math.floor(ofEra / 4) - Math.floor(ofEra / 100);
  return era * 146_097 + ofEra * 365 + leapDays + ofYear - 719_468;
}
