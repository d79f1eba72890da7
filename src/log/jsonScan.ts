import { utf8Length } from "./utf8.ts";

/** Objects and arrays inside one another beyond which a line counts as bad (RFC 8259 section 9 allows a limit). */
export const maxDepth = 512;

/** What a string holds that its CSV cell has to know of. */
export const stringMark = { escape: 1, quote: 2 } as const;

const [quote, backslash, comma, space, carriageReturn] = [0x22, 0x5c, 0x2c, 0x20, 0x0d];

/** For each ASCII byte of a string: 0 plain, 1 comma, 2 end, 3 escape, 4 not allowed, 5 start of a longer sequence. */
const stringClass = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte < space) {
    return 4;
  }
  const special: Readonly<Record<number, number>> = { [comma]: 1, [quote]: 2, [backslash]: 3 };
  return byte >= 0x80 ? 5 : (special[byte] ?? 0);
});

/**
 * Strict scanning of JSON text in bytes that end with a newline. Invariant: no scan passes a newline, since none is
 * allowed inside a line's values, so every scan ends inside the bytes.
 */
export class JsonScan {
  bytes: Uint8Array;
  /** Marks of the string scanned last. */
  marks = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** Position after the white space at `at`; newlines are none. */
  space(at: number): number {
    const bytes = this.bytes;
    let p = at;
    let byte = bytes[p];
    while (byte === space || byte === 0x09 || byte === carriageReturn) {
      p += 1;
      byte = bytes[p];
    }
    return p;
  }

  /** Position after the closing quote of the string whose first character is at `at`, or -1. Sets `marks`. */
  string(at: number): number {
    const bytes = this.bytes;
    let marks = bytes[at] === space ? stringMark.quote : 0;
    let p = at;
    for (;;) {
      const kind = stringClass[bytes[p] ?? 0] ?? 4;
      if (kind === 0) {
        p += 1;
      } else if (kind === 2) {
        this.marks = bytes[p - 1] === space && p > at ? marks | stringMark.quote : marks;
        return p + 1;
      } else if (kind === 1) {
        marks |= stringMark.quote;
        p += 1;
      } else {
        const length = kind === 3 ? this.#escapeLength(p) : kind === 5 ? utf8Length(bytes, p) : 0;
        if (length === 0) {
          return -1;
        }
        marks |= kind === 3 ? stringMark.escape : 0;
        p += length;
      }
    }
  }

  /** Position after the number at `at`, or -1. */
  number(at: number): number {
    const bytes = this.bytes;
    let p = bytes[at] === 0x2d ? at + 1 : at;
    const integer = this.#digits(p);
    if (integer === p || (bytes[p] === 0x30 && integer > p + 1)) {
      return -1;
    }
    p = integer;
    if (bytes[p] === 0x2e) {
      const fraction = this.#digits(p + 1);
      if (fraction === p + 1) {
        return -1;
      }
      p = fraction;
    }
    return this.exponent(p);
  }

  /** Position after the exponent at `at`, which may be absent, or -1. */
  exponent(at: number): number {
    const bytes = this.bytes;
    if (((bytes[at] ?? 0) | 0x20) !== 0x65) {
      return at;
    }
    const sign = bytes[at + 1];
    const digits = sign === 0x2b || sign === 0x2d ? at + 2 : at + 1;
    const end = this.#digits(digits);
    return end === digits ? -1 : end;
  }

  /** Position after the word at `at`, or -1. */
  word(at: number, word: Uint8Array): number {
    const bytes = this.bytes;
    for (let index = 0; index < word.length; index += 1) {
      if (bytes[at + index] !== word[index]) {
        return -1;
      }
    }
    return at + word.length;
  }

  /** Position after any JSON value at `at`, `depth` levels down, or -1. */
  value(at: number, depth: number): number {
    if (depth > maxDepth) {
      return -1;
    }
    switch (this.bytes[at]) {
      case 0x5b:
        return this.#list(at, depth, 0x5d);
      case 0x7b:
        return this.#list(at, depth, 0x7d);
      case quote:
        return this.string(at + 1);
      case 0x74:
        return this.word(at, words.true);
      case 0x66:
        return this.word(at, words.false);
      case 0x6e:
        return this.word(at, words.null);
      case 0x4e:
        return this.word(at, words.nan);
      case 0x49:
        return this.word(at, words.infinity);
      default:
        return this.bytes[at] === 0x2d && this.bytes[at + 1] === 0x49
          ? this.word(at + 1, words.infinity)
          : this.number(at);
    }
  }

  /** An array, or an object inside an array: scanned, its members not looked at. */
  #list(at: number, depth: number, close: number): number {
    const bytes = this.bytes;
    let p = this.space(at + 1);
    if (bytes[p] === close) {
      return p + 1;
    }
    for (;;) {
      p = close === 0x7d ? this.#key(p) : p;
      p = p === -1 ? -1 : this.value(p, depth + 1);
      if (p === -1) {
        return -1;
      }
      p = this.space(p);
      if (bytes[p] === close) {
        return p + 1;
      }
      if (bytes[p] !== comma) {
        return -1;
      }
      p = this.space(p + 1);
    }
  }

  #key(at: number): number {
    if (this.bytes[at] !== quote) {
      return -1;
    }
    const end = this.string(at + 1);
    if (end === -1) {
      return -1;
    }
    const colon = this.space(end);
    return this.bytes[colon] === 0x3a ? this.space(colon + 1) : -1;
  }

  #digits(at: number): number {
    const bytes = this.bytes;
    let p = at;
    while (((bytes[p] ?? 0) ^ 0x30) <= 9) {
      p += 1;
    }
    return p;
  }

  /** Length of the escape at `at`, or 0. */
  #escapeLength(at: number): number {
    const letter = this.bytes[at + 1] ?? 0;
    if (letter !== 0x75) {
      return escapeLetters.has(letter) ? 2 : 0;
    }
    for (let digit = at + 2; digit < at + 6; digit += 1) {
      if (!hexDigits.has(this.bytes[digit] ?? 0)) {
        return 0;
      }
    }
    return 6;
  }
}

const encoder = new TextEncoder();

export const words = {
  true: encoder.encode("true"),
  false: encoder.encode("false"),
  null: encoder.encode("null"),
  nan: encoder.encode("NaN"),
  infinity: encoder.encode("Infinity"),
} as const;

const escapeLetters: ReadonlySet<number> = new Set(encoder.encode('"\\/bfnrt'));
const hexDigits: ReadonlySet<number> = new Set(encoder.encode("0123456789abcdefABCDEF"));
