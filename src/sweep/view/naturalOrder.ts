/** Names as people count: numbers in them as numbers, whatever their case. */
const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

/** Signs in the order of the Unicode collation; digits and letters come after them. */
const signs = " _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$";

const plain = /^[\x20-\x7e]{0,200}$/;
const firstDigit = signs.length + 1;
const firstLetter = firstDigit + 1;

/** What each plain sign is in a key, by its code. */
const keys: readonly string[] = Array.from({ length: 127 }, (_, code) =>
  String.fromCharCode(placeOf(String.fromCharCode(code))),
);

/** Order of two texts: numbers in them as numbers, whatever their case. */
export function compareTexts(one: string, other: string): number {
  return collator.compare(one, other);
}

/**
 * The texts in their order, those that are alike beside each other. Collation of thousands of names takes longer than a
 * person waits, so that plain ones are compared by keys that stand in the same order.
 */
export function inTextOrder(texts: readonly string[]): readonly string[] {
  if (!texts.every((text) => plain.test(text))) {
    return [...texts].sort(compareTexts);
  }
  const keyed = texts.map((text) => ({ text, key: keyOf(text) }));
  return keyed.sort((one, other) => order(one.key, other.key)).map(({ text }) => text);
}

/** Whether two texts have the same place in the order. */
export function areAlike(one: string, other: string): boolean {
  return plain.test(one) && plain.test(other) ? keyOf(one) === keyOf(other) : compareTexts(one, other) === 0;
}

function order(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** A text whose code units are in the order of the collation: a number is its count of digits, then these. */
function keyOf(text: string): string {
  let key = "";
  let i = 0;
  while (i < text.length) {
    const sign = text.charCodeAt(i);
    const end = isDigit(sign) ? digitsEnd(text, i) : i + 1;
    key += isDigit(sign) ? numberKey(text, i, end) : (keys[sign] ?? "");
    i = end;
  }
  return key;
}

function isDigit(sign: number): boolean {
  return sign >= 48 && sign <= 57;
}

function digitsEnd(text: string, start: number): number {
  let end = start;
  while (isDigit(text.charCodeAt(end))) {
    end += 1;
  }
  return end;
}

function numberKey(text: string, start: number, end: number): string {
  let first = start;
  while (first < end - 1 && text.charCodeAt(first) === 48) {
    first += 1;
  }
  return String.fromCharCode(firstDigit, 1 + end - first) + text.slice(first, end);
}

function placeOf(sign: string): number {
  const place = signs.indexOf(sign);
  return place >= 0 ? place + 1 : firstLetter + sign.toLowerCase().charCodeAt(0);
}
