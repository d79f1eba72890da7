import { Cells, cellKind } from "./cells.ts";
import { decimalValue } from "./decimal.ts";
import { JsonScan, stringMark, words } from "./jsonScan.ts";
import type { KeyTable } from "./keyTable.ts";

/** Digits that a double holds exactly, and how many more the decimal conversion takes. */
const headDigits = 15;
/** Digits that a 32-bit integer holds: these are gathered first, since integers are faster. */
const smallDigits = 9;
const tailDigits = 4;

/**
 * The fast path of a line: one pass over its bytes that checks the JSON, recognises the keys and notes the cells.
 *
 * Invariant: what it accepts is a valid record whose keys are all known and appear once, and its cells are those that
 * the readable path (jsonLine.ts) gives. Anything else, good or bad, it leaves to that path by answering -1.
 */
export class RecordLexer {
  readonly cells = new Cells();
  readonly #keys: KeyTable;
  readonly #scan: JsonScan;
  #bytes: Uint8Array;
  #view: DataView;
  /** By name: the record that held it last, which shows a key that repeats. */
  #seen = new Int32Array(64);
  #record = 0;

  constructor(keys: KeyTable, bytes: Uint8Array) {
    this.#keys = keys;
    this.#scan = new JsonScan(bytes);
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer);
  }

  /** The bytes to read from now on. Lines end with a newline; eight bytes of any value follow the last one. */
  use(bytes: Uint8Array): void {
    this.#bytes = bytes;
    this.#scan.bytes = bytes;
    this.#view = new DataView(bytes.buffer);
  }

  /** Position after the newline of the record at `start`, its cells noted; or -1 where the line is not for this path. */
  record(start: number): number {
    this.#begin();
    const open = this.#scan.space(start);
    if (this.#bytes[open] !== 0x7b) {
      return -1;
    }
    const close = this.#object(open + 1, 0, 0);
    if (close === -1) {
      return -1;
    }
    const end = this.#bytes[close] === 0x0a ? close : this.#scan.space(close);
    return this.#bytes[end] === 0x0a ? end + 1 : -1;
  }

  #begin(): void {
    this.cells.count = 0;
    this.cells.reserve(this.#keys.columns.length);
    this.#record = (this.#record + 1) | 0;
    if (this.#record === 0 || this.#keys.names > this.#seen.length) {
      this.#seen = new Int32Array(this.#keys.names * 2);
      this.#record = 1;
    }
  }

  /** Position after the closing brace of the object whose inside starts at `at`, or -1. */
  #object(at: number, object: number, depth: number): number {
    const { next, first, name } = this.#keys;
    const bytes = this.#bytes;
    let p = this.#scan.space(at);
    if (bytes[p] === 0x7d) {
      return p + 1;
    }
    let previous = -1;
    for (;;) {
      const expected = (previous === -1 ? first[object] : next[previous]) ?? -1;
      const literal = expected !== -1 && this.#matches(expected, p) ? expected : this.#find(p, object, previous);
      if (literal === -1) {
        return -1;
      }
      previous = literal;
      p = this.#member(this.#afterColon(p + (this.#keys.length[literal] ?? 0)), name[literal] ?? 0, depth + 1);
      if (p === -1) {
        return -1;
      }
      if (bytes[p] !== 0x2c) {
        p = this.#scan.space(p);
        if (bytes[p] === 0x7d) {
          return p + 1;
        }
        if (bytes[p] !== 0x2c) {
          return -1;
        }
      }
      p = bytes[p + 1] === 0x20 && bytes[p + 2] === 0x22 ? p + 2 : this.#scan.space(p + 1);
    }
  }

  /** Whether the text at `at` is a literal, compared four bytes at a time. */
  #matches(literal: number, at: number): boolean {
    const keys = this.#keys;
    const view = this.#view;
    const start = keys.wordStart[literal] ?? 0;
    const end = start + (keys.wordCount[literal] ?? 0);
    let p = at;
    for (let word = start; word < end; word += 1) {
      if (view.getInt32(p, true) !== keys.words[word]) {
        return false;
      }
      p += 4;
    }
    return (view.getInt32(p, true) & (keys.restMask[literal] ?? 0)) === keys.rest[literal];
  }

  /** The known literal at `at`, remembered as what follows `previous`; or -1. */
  #find(at: number, object: number, previous: number): number {
    if (this.#bytes[at] !== 0x22) {
      return -1;
    }
    const end = this.#scan.string(at + 1);
    const literal = end === -1 ? -1 : this.#keys.lookup(object, this.#bytes, [at, end]);
    if (literal !== -1 && previous === -1) {
      this.#keys.first[object] = literal;
    } else if (literal !== -1) {
      this.#keys.next[previous] = literal;
    }
    return literal;
  }

  #afterColon(at: number): number {
    const bytes = this.#bytes;
    if (bytes[at] === 0x3a) {
      return bytes[at + 1] === 0x20 && (bytes[at + 2] ?? 0) > 0x20 ? at + 2 : this.#scan.space(at + 1);
    }
    const colon = this.#scan.space(at);
    return bytes[colon] === 0x3a ? this.#scan.space(colon + 1) : -1;
  }

  /** Position after the value of a name, its cell noted, or -1. */
  #member(at: number, name: number, depth: number): number {
    if (at === -1 || this.#seen[name] === this.#record) {
      return -1;
    }
    this.#seen[name] = this.#record;
    const byte = this.#bytes[at] ?? 0;
    if (byte === 0x7b) {
      const child = this.#keys.child[name] ?? -1;
      return child === -1 ? -1 : this.#object(at + 1, child, depth);
    }
    const column = this.#keys.column[name] ?? -1;
    if (column === -1) {
      return -1;
    }
    const cell = this.cells.count;
    this.cells.column[cell] = column;
    this.cells.start[cell] = at;
    this.cells.count = cell + 1;
    if ((byte ^ 0x30) > 9 && byte !== 0x2d) {
      return this.#other(at, cell, depth);
    }
    // A number that only goes into the CSV is copied, never read.
    return this.#keys.kept[column] === 1 || this.#bytes[at + 1] === 0x49
      ? this.#number(at, cell)
      : this.#cell(this.#scan.number(at), cell, cellKind.number);
  }

  /** A number: checked, its digits gathered on the way for the column. */
  #number(at: number, cell: number): number {
    const bytes = this.#bytes;
    const start = bytes[at] === 0x2d ? at + 1 : at;
    let p = start;
    let small = 0;
    let digit = (bytes[p] ?? 0) ^ 0x30;
    if (digit === 0) {
      p += 1;
      digit = (bytes[p] ?? 0) ^ 0x30;
      if (digit <= 9) {
        return -1;
      }
    } else if (digit > 9) {
      return p > at ? this.#nonFinite(this.#scan.word(p, words.infinity), cell, -Infinity) : -1;
    }
    while (digit <= 9 && p < start + smallDigits) {
      small = (small * 10 + digit) | 0;
      p += 1;
      digit = (bytes[p] ?? 0) ^ 0x30;
    }
    let head = small;
    while (digit <= 9) {
      head = head * 10 + digit;
      p += 1;
      digit = (bytes[p] ?? 0) ^ 0x30;
    }
    if (p - start > headDigits) {
      return this.#anyNumber(at, cell);
    }
    if (bytes[p] === 0x2e) {
      return this.#fraction(p + 1, cell, head);
    }
    return ((bytes[p] ?? 0) | 0x20) === 0x65 ? this.#anyNumber(at, cell) : this.#numberCell(p, cell, head);
  }

  /** The digits after the point at `at`; `integer` is what stands before it. */
  #fraction(at: number, cell: number, integer: number): number {
    const bytes = this.#bytes;
    const start = this.cells.start[cell] ?? 0;
    let p = at;
    // The point stands between the digits; leading zeros are none.
    let first = bytes[start] === 0x2d ? start + 2 : start + 1;
    if (integer === 0) {
      while (bytes[p] === 0x30) {
        p += 1;
      }
      first = p;
    }
    const limit = first + headDigits;
    let digit = (bytes[p] ?? 0) ^ 0x30;
    let small = integer | 0;
    while (digit <= 9 && p < first + smallDigits) {
      small = (small * 10 + digit) | 0;
      p += 1;
      digit = (bytes[p] ?? 0) ^ 0x30;
    }
    let head = at - first > smallDigits ? integer : small;
    while (digit <= 9 && p < limit) {
      head = head * 10 + digit;
      p += 1;
      digit = (bytes[p] ?? 0) ^ 0x30;
    }
    const headEnd = p;
    let tail = 0;
    while (digit <= 9 && p < headEnd + tailDigits) {
      tail = tail * 10 + digit;
      p += 1;
      digit = (bytes[p] ?? 0) ^ 0x30;
    }
    if (digit <= 9 || p === at) {
      return this.#anyNumber(start, cell);
    }
    const end = ((bytes[p] ?? 0) | 0x20) === 0x65 ? this.#scan.exponent(p) : p;
    const exponent = end === p ? 0 : this.#power(p + 1, end);
    return this.#numberCell(end, cell, decimalValue(head, tail, p - headEnd, exponent - (p - at)));
  }

  /** A number of a rare form: whole numbers past 15 digits or with an exponent, more than 19 digits. */
  #anyNumber(at: number, cell: number): number {
    return this.#numberCell(this.#scan.number(at), cell, NaN);
  }

  /** The power of ten at `at` to `end`, its sign before it. Past four digits it makes no difference any more. */
  #power(at: number, end: number): number {
    let value = 0;
    for (let p = at; p < end && value < 10_000; p += 1) {
      const digit = (this.#bytes[p] ?? 0) ^ 0x30;
      value = digit <= 9 ? value * 10 + digit : value;
    }
    return this.#bytes[at] === 0x2d ? -value : value;
  }

  /** `magnitude`: the number without its sign, or NaN where its text has to be asked. */
  #numberCell(end: number, cell: number, magnitude: number): number {
    if (end === -1) {
      return -1;
    }
    const at = this.cells.start[cell] ?? 0;
    const value = magnitude === magnitude ? magnitude : Math.abs(this.#textValue(at, end));
    this.cells.kind[cell] = cellKind.number;
    this.cells.end[cell] = end;
    this.cells.value[cell] = this.#bytes[at] === 0x2d ? -value : value;
    return end;
  }

  #textValue(at: number, end: number): number {
    let text = "";
    for (let p = at; p < end; p += 1) {
      text += String.fromCharCode(this.#bytes[p] ?? 0);
    }
    return Number(text);
  }

  /** Everything that does not start like a number. */
  #other(at: number, cell: number, depth: number): number {
    switch (this.#bytes[at]) {
      case 0x22:
        return this.#string(at, cell);
      case 0x5b:
        return this.#cell(this.#scan.value(at, depth), cell, cellKind.array);
      case 0x74:
        return this.#cell(this.#scan.word(at, words.true), cell, cellKind.boolean);
      case 0x66:
        return this.#cell(this.#scan.word(at, words.false), cell, cellKind.boolean);
      case 0x6e:
        return this.#cell(this.#scan.word(at, words.null), cell, cellKind.empty);
      case 0x4e:
        return this.#nonFinite(this.#scan.word(at, words.nan), cell, NaN);
      case 0x49:
        return this.#nonFinite(this.#scan.word(at, words.infinity), cell, Infinity);
      default:
        return -1;
    }
  }

  #string(at: number, cell: number): number {
    const end = this.#scan.string(at + 1);
    if (end === -1) {
      return -1;
    }
    const { marks } = this.#scan;
    if ((marks & stringMark.escape) !== 0) {
      return this.#cell(end, cell, cellKind.escaped);
    }
    this.cells.start[cell] = at + 1;
    this.#cell(end - 1, cell, marks === 0 ? cellKind.plain : cellKind.quoted);
    return end;
  }

  #nonFinite(end: number, cell: number, value: number): number {
    this.cells.value[cell] = value;
    return this.#cell(end, cell, cellKind.nonFinite);
  }

  #cell(end: number, cell: number, kind: number): number {
    this.cells.kind[cell] = kind;
    this.cells.end[cell] = end;
    return end;
  }
}
