/**
 * The one order of names: of runs in lists, tables and on the command line. It is made of keys, not by `Intl`, so that
 * thousands of names are sorted quickly and every machine sorts them alike.
 */

/** A number as people write settings into names: whole, decimal, or with a power of ten. */
const number = /\d+(?:\.\d+)?(?:e[+-]?\d+)?/y;

/** Signs in the order of the Unicode collation; numbers and letters come after them. */
const signs = " _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$";
const numberMark = String.fromCharCode(signs.length + 1);
const firstLetter = signs.length + 2;

const bytes = new DataView(new ArrayBuffer(8));

/**
 * A text whose code units stand in the order of names: `seed-2` before `seed-10`, `lr0.03` before `lr0.1`, `wd1e-4` before
 * `wd1e-3`, large letters and accents as small plain letters. Names that are alike in this have the same key.
 */
export function nameKey(name: string): string {
  const plain = plainText(name);
  let key = "";
  let i = 0;
  while (i < plain.length) {
    number.lastIndex = i;
    const digits = number.exec(plain)?.[0];
    key += digits === undefined ? signKey(plain.charCodeAt(i)) : numberKey(Number(digits));
    i += digits?.length ?? 1;
  }
  return key;
}

/** Order of two names: below 0 where the first comes first. Alike names are ordered too, so that there is one order. */
export function compareNames(one: string, other: string): number {
  return compare(nameKey(one), nameKey(other)) || compare(one, other);
}

/** Things in the order of their names. */
export function inNameOrder<T>(things: readonly T[], nameOf: (thing: T) => string): readonly T[] {
  const keyed = things.map((thing) => ({ thing, name: nameOf(thing), key: nameKey(nameOf(thing)) }));
  return keyed
    .sort((one, other) => compare(one.key, other.key) || compare(one.name, other.name))
    .map(({ thing }) => thing);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function plainText(name: string): string {
  const lower = name.toLowerCase();
  return /^[\x20-\x7e]*$/.test(lower) ? lower : lower.normalize("NFD").replace(/\p{M}/gu, "");
}

/** The bits of a double that is not negative stand in the order of the numbers. */
function numberKey(value: number): string {
  bytes.setFloat64(0, value);
  return numberMark + String.fromCharCode(...[0, 2, 4, 6].map((at) => bytes.getUint16(at)));
}

/** Control characters come first, so that a line feed may separate two names. */
function signKey(code: number): string {
  const place = signs.indexOf(String.fromCharCode(code));
  return String.fromCharCode(code < 0x20 ? 0 : place >= 0 ? place + 1 : Math.min(0xffff, firstLetter + code));
}
