import { quote } from "./bytes";
import { maskOfLast } from "./masks";
import { tables } from "./memory";
import { scanString } from "./strings";

/** Words of a literal's entry. */
const literalWords: i32 = 5;

/**
 * The tables of the keys of one log, which keyTable.ts on the JavaScript side fills: every array is of Int32, one after
 * the other. By object: its first literal the last time. By literal (a literal's words stand together): the next literal
 * the last time, its object, its name, its length, where among the words its text stands. By name: column, object under
 * it, the record that held it last. By column: slot of its kept numbers, the cell that fills it. Then the texts, each
 * with zeros up to a multiple of sixteen bytes.
 *
 * Invariant: the tables change only by what was guessed last (`firsts`, `nexts`) and by marks of the record in hand.
 */
let firsts: usize = 0;
let literals: usize = 0;
let columns: usize = 0;
let children: usize = 0;
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
  columns = after(literals, literalCount * literalWords);
  children = after(columns, nameTotal);
  seen = after(children, nameTotal);
  slots = after(seen, nameTotal);
  fillers = after(slots, columnTotal);
  buckets = after(fillers, columnTotal);
  words = after(buckets, bucketCount);
  bucketMask = bucketCount - 1;
  nameCount = nameTotal;
  columnCount = columnTotal;
  record = 0;
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

/** Whether a key repeats in the record in hand; from now on it does. */
export function isRepeated(name: i32): bool {
  const place = element(seen, name);
  if (load<i32>(place) == record) {
    return true;
  }
  store<i32>(place, record);
  return false;
}

/** The known literal at `at`, in an object and after another literal of it (-1: the first one); or -1. */
export function literalAt(at: usize, object: i32, previous: i32): i32 {
  const guess = previous == -1 ? element(firsts, object) : literalPlace(previous);
  const guessed = load<i32>(guess);
  if (guessed != -1 && matches(guessed, at)) {
    return guessed;
  }
  const found = lookUp(at, object);
  if (found != -1) {
    store<i32>(guess, found);
  }
  return found;
}

/** Length of a literal, quotes included. */
export function lengthOf(literal: i32): usize {
  return load<u32>(literalPlace(literal), 12);
}

export function nameOf(literal: i32): i32 {
  return load<i32>(literalPlace(literal), 8);
}

/** Column of a value under a name, or -1. */
export function columnOf(name: i32): i32 {
  return load<i32>(element(columns, name));
}

/** Object under a name, or -1. */
export function childOf(name: i32): i32 {
  return load<i32>(element(children, name));
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

function literalPlace(literal: i32): usize {
  return literals + ((<usize>(literal * literalWords)) << 2);
}

/** Whether the text at `at` is a literal, compared sixteen bytes at a time. */
function matches(literal: i32, at: usize): bool {
  let left = lengthOf(literal);
  let text = element(words, load<i32>(literalPlace(literal), 16));
  let p = at;
  for (; left > 16; left -= 16) {
    if (v128.any_true(v128.xor(v128.load(p), v128.load(text)))) {
      return false;
    }
    p += 16;
    text += 16;
  }
  const difference = v128.xor(v128.load(p), v128.load(text));
  return !v128.any_true(v128.andnot(difference, maskOfLast(16 - left)));
}

function lookUp(at: usize, object: i32): i32 {
  if (load<u8>(at) != quote) {
    return -1;
  }
  const end = scanString(at + 1);
  if (end == 0) {
    return -1;
  }
  let bucket = hash(at, end, object) & bucketMask;
  while (true) {
    const literal = load<i32>(element(buckets, bucket));
    if (literal == -1) {
      return -1;
    }
    if (lengthOf(literal) == end - at && load<i32>(literalPlace(literal), 4) == object && matches(literal, at)) {
      return literal;
    }
    bucket = (bucket + 1) & bucketMask;
  }
}

/** The hash of a literal's text, four bytes at a time; keyTable.ts computes the same. */
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
