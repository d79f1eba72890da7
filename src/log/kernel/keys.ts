import { quote } from "./bytes";
import {
  childWord,
  columnWord,
  lengthWord,
  literalWords,
  maskWord,
  nameWord,
  nextWord,
  objectWord,
  slotWord,
  textWord,
} from "./layout";
import { tables } from "./memory";
import { scanString } from "./strings";

/** Bytes of a literal's entry. */
const literalSize: usize = (<usize>literalWords) << 2;

/** What is guessed before anything is known: a literal without text, column and object, so that no record has it. */
const none: usize = memory.data<i32>([0, 0, 0, -1, -1, -1, 0, 0, 0xffff]);

/**
 * The tables of the keys of one log, which kernelTables.ts on the JavaScript side fills: every array is of Int32, one after
 * the other. By object: its first literal the last time. By literal: its entry (layout.ts). By name: the record that held
 * it last. By column: its slot, the cell that fills it. Then the literals by hash, and the texts, each with zeros up to a
 * multiple of sixteen bytes. What there is not is -1; literals are known by their address, and one that was not guessed
 * yet is `none`.
 *
 * Invariant: once laid out the tables change only by what was guessed last (`firsts`, the next literals), by marks of the
 * record in hand and by the cells of its row (`fillers`).
 */
let firsts: usize = 0;
let literals: usize = 0;
let seen: usize = 0;
let slots: usize = 0;
let fillers: usize = 0;
let buckets: usize = 0;
let words: usize = 0;
let bucketMask: u32 = 0;

/** The record in hand, as a mark in `seen`. */
let record: i32 = 0;
let nameCount: i32 = 0;
let columnCount: i32 = 0;

/** Takes up tables of the given sizes; `bucketCount` is a power of two. */
export function layOut(objectCount: i32, literalCount: i32, nameTotal: i32, columnTotal: i32, bucketCount: i32): void {
  firsts = tables;
  literals = after(firsts, objectCount);
  seen = literals + <usize>literalCount * literalSize;
  slots = after(seen, nameTotal);
  fillers = after(slots, columnTotal);
  buckets = after(fillers, columnTotal);
  words = after(buckets, bucketCount);
  bucketMask = bucketCount - 1;
  nameCount = nameTotal;
  columnCount = columnTotal;
  record = 0;
  for (let first = firsts; first < literals; first += 4) {
    store<u32>(first, <u32>none);
  }
  for (let literal = literals; literal < seen; literal += literalSize) {
    store<u32>(literal, <u32>none, nextWord << 2);
    store<u32>(literal, <u32>element(words, load<i32>(literal, textWord << 2)), textWord << 2);
    store<u32>(literal, lengthOf(literal) < 16 ? (1 << (<u32>lengthOf(literal))) - 1 : 0xffff, maskWord << 2);
  }
}

function after(start: usize, count: i32): usize {
  return start + ((<usize>count) << 2);
}

/** A new record: no key was seen yet. */
export function beginRecord(): void {
  record++;
  if (record == 0) {
    memory.fill(seen, 0, (<usize>nameCount) << 2);
    record = 1;
  }
}

/** Whether the key of a literal repeats in the record in hand; from now on it does. */
export function isRepeated(literal: usize): bool {
  const place = element(seen, load<i32>(literal, nameWord << 2));
  if (load<i32>(place) == record) {
    return true;
  }
  store<i32>(place, record);
  return false;
}

/** Where the guess of an object's first literal stands. */
export function firstGuess(object: i32): usize {
  return element(firsts, object);
}

/** Where the guess of the literal after this one stands. */
export function nextGuess(literal: usize): usize {
  return literal;
}

/** The literal that came here the last time. */
export function guessedLiteral(guess: usize): usize {
  return load<u32>(guess);
}

/** The known literal of an object at `at`, or 0; it is what will be guessed the next time. */
export function findLiteral(guess: usize, at: usize, object: i32): usize {
  const literal = lookUp(at, object);
  if (literal != 0) {
    store<u32>(guess, <u32>literal);
  }
  return literal;
}

/** Length of a literal, quotes included. */
export function lengthOf(literal: usize): usize {
  return load<u32>(literal, lengthWord << 2);
}

/** Column of a value under a literal's name, or -1. */
export function columnOf(literal: usize): i32 {
  return load<i32>(literal, columnWord << 2);
}

/** Slot of the kept numbers of that column, or -1. */
export function slotUnder(literal: usize): i32 {
  return load<i32>(literal, slotWord << 2);
}

/** Object under a literal's name, or -1. */
export function childOf(literal: usize): i32 {
  return load<i32>(literal, childWord << 2);
}

/** Slot of the kept numbers of a column, or -1. */
export function slotOf(column: i32): i32 {
  return load<i32>(element(slots, column));
}

/** Address of the cell that fills a column, or 0: for rows whose cells come out of order. Any column may be asked for. */
export function fillerOf(column: i32): usize {
  return column >= columnCount ? 0 : load<u32>(element(fillers, column));
}

export function fill(column: i32, cell: usize): void {
  store<u32>(element(fillers, column), <u32>cell);
}

function element(table: usize, index: i32): usize {
  return table + ((<usize>index) << 2);
}

/** Whether the text at `at` is a literal, compared sixteen bytes at a time. */
export function matches(literal: usize, at: usize): bool {
  const text: usize = load<u32>(literal, textWord << 2);
  if ((differences(at, text) & load<i32>(literal, maskWord << 2)) != 0) {
    return false;
  }
  const length = lengthOf(literal);
  if (length <= 16) {
    return true;
  }
  const last = length - 16;
  for (let place: usize = 16; place < last; place += 16) {
    if (differences(at + place, text + place) != 0) {
      return false;
    }
  }
  return differences(at + last, text + last) == 0;
}

/** One bit for each of sixteen bytes that differ. */
function differences(a: usize, b: usize): i32 {
  return i8x16.bitmask(i8x16.eq(v128.load(a), v128.load(b))) ^ 0xffff;
}

function lookUp(at: usize, object: i32): usize {
  if (load<u8>(at) != quote) {
    return 0;
  }
  const end = scanString(at + 1);
  if (end == 0) {
    return 0;
  }
  let bucket = hash(at, end, object) & bucketMask;
  while (true) {
    const index = load<i32>(element(buckets, bucket));
    if (index == -1) {
      return 0;
    }
    const literal = literals + <usize>index * literalSize;
    if (lengthOf(literal) == end - at && load<i32>(literal, objectWord << 2) == object && matches(literal, at)) {
      return literal;
    }
    bucket = (bucket + 1) & bucketMask;
  }
}

/** The hash of a literal's text, four bytes at a time; keyLiterals.ts computes the same. */
function hash(at: usize, end: usize, object: i32): u32 {
  let value = <u32>object;
  let p = at;
  for (; p + 4 <= end; p += 4) {
    value = mixed(value, load<u32>(p));
  }
  const restBits = (<u32>(end - p)) << 3;
  return mixed(value, load<u32>(p) & ((1 << restBits) - 1));
}

function mixed(value: u32, word: u32): u32 {
  const product = (value ^ word) * 0x9e3779b1;
  return product ^ (product >> 15);
}
