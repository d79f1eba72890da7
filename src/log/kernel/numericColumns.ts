import { aNumber, bitsOf, cellsEnd, columnOfCell, isKept, isQuoted, kindOf, nothing } from "./cells";
import { decode } from "./doubles";
import { slotOf } from "./keys";
import {
  lastQuotedWord,
  lastTextWord,
  lastTimeWord,
  nextValueWord,
  quotedWord,
  slotWords,
  textsWord,
  timesWord,
} from "./layout";
import { cells, cellSize, numbers, tables } from "./memory";

/** Bytes of a slot's entry. */
const entrySize: usize = (<usize>slotWords) << 2;

/**
 * The kept numbers of the records read in one call, by slot: `rowLimit` values each, then `rowLimit` records each. The
 * entries of the slots stand where `layOutSlots` was told: where the slot's next value goes, how many of its cells were
 * no numbers, and the record of the last one of those; the same of the numbers that were written as text, and of the times.
 *
 * Invariant: a record has at most one cell of a slot, so that what it left can be found again and taken away.
 */
let entries: usize = 0;
let slotCount: usize = 0;
/** Where the records begin. */
let records: usize = 0;
export let rowLimit: i32 = 0;

/** `words`: how many words of the tables stand before the entries. */
export function layOutSlots(words: i32, slots: i32, limit: i32): void {
  entries = tables + ((<usize>words) << 2);
  slotCount = slots;
  rowLimit = limit;
  records = firstValue(slotCount);
}

export function dropNumbers(): void {
  for (let slot: usize = 0; slot < slotCount; slot++) {
    const entry = entries + slot * entrySize;
    store<u32>(entry, <u32>firstValue(slot), nextValueWord << 2);
    clear(entry, textsWord, lastTextWord);
    clear(entry, quotedWord, lastQuotedWord);
    clear(entry, timesWord, lastTimeWord);
  }
}

/** Keeps what a cell holds, a number or not, under the number of its record. */
export function append(slot: i32, record: i32, kind: u32, bits: u64): void {
  const entry = entries + <usize>slot * entrySize;
  if (isKept(kind, bits)) {
    const place: usize = load<u32>(entry, nextValueWord << 2);
    store<u64>(place, bits);
    store<i32>(recordOf(place), record);
    store<u32>(entry, <u32>place + 8, nextValueWord << 2);
    if (isQuoted(kind, bits)) {
      count(entry, record, quotedWord, lastQuotedWord);
    } else if (kind != aNumber) {
      count(entry, record, timesWord, lastTimeWord);
    }
  } else {
    count(entry, record, textsWord, lastTextWord);
  }
}

/** Keeps the numbers of the cells in hand. */
export function appendNumbers(record: i32): void {
  for (let cell: usize = cells; cell < cellsEnd; cell += cellSize) {
    const slot = slotOf(columnOfCell(cell));
    const kind = kindOf(cell);
    if (slot != -1 && kind != nothing) {
      append(slot, record, kind, bitsOf(cell));
    }
  }
}

/** Makes doubles of all that was kept. */
export function decodeNumbers(): void {
  for (let slot: usize = 0; slot < slotCount; slot++) {
    decode(firstValue(slot), load<u32>(entries + slot * entrySize));
  }
}

/** Takes away what was kept of a record, the last one. */
export function rollback(record: i32): void {
  for (let slot: usize = 0; slot < slotCount; slot++) {
    const entry = entries + slot * entrySize;
    const last: usize = load<u32>(entry, nextValueWord << 2) - 8;
    if (last >= firstValue(slot) && load<i32>(recordOf(last)) == record) {
      store<u32>(entry, <u32>last, nextValueWord << 2);
    }
    takeBack(entry, record, textsWord, lastTextWord);
    takeBack(entry, record, quotedWord, lastQuotedWord);
    takeBack(entry, record, timesWord, lastTimeWord);
  }
}

/** A count of a slot's entry and the record that it counted last, both as before the first record. */
function clear(entry: usize, countWord: usize, lastWord: usize): void {
  store<i32>(entry + (countWord << 2), 0);
  store<i32>(entry + (lastWord << 2), -1);
}

/** Counts a cell of a record. */
function count(entry: usize, record: i32, countWord: usize, lastWord: usize): void {
  const place = entry + (countWord << 2);
  store<i32>(place, load<i32>(place) + 1);
  store<i32>(entry + (lastWord << 2), record);
}

/** Takes a count back where the cell that was counted last is of this record. */
function takeBack(entry: usize, record: i32, countWord: usize, lastWord: usize): void {
  if (load<i32>(entry + (lastWord << 2)) == record) {
    const place = entry + (countWord << 2);
    store<i32>(place, load<i32>(place) - 1);
    store<i32>(entry + (lastWord << 2), -1);
  }
}

/** Where the first value of a slot goes. */
function firstValue(slot: usize): usize {
  return numbers + ((slot * <usize>rowLimit) << 3);
}

/** Where the record of a value stands. */
function recordOf(value: usize): usize {
  return records + ((value - numbers) >> 1);
}
