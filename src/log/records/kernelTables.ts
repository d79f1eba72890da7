import {
  childWord,
  columnWord,
  lengthWord,
  literalWords,
  nameWord,
  objectWord,
  slotWord,
  textWord,
} from "../kernel/layout.ts";
import type { Literal } from "./keyLiterals.ts";

/** The tables of the keys as the kernel reads them: the sizes that say where each begins, and all of them in a row. */
export interface KernelTables {
  readonly objects: number;
  readonly literals: number;
  readonly names: number;
  readonly columns: number;
  readonly buckets: number;
  readonly words: Int32Array;
}

/** Where the literals of a log lead. What there is not is -1. */
export interface LiteralTargets {
  /** How many objects there are. */
  readonly objects: number;
  readonly literals: readonly Literal[];
  /** By name: the column of a value under it, and the object that it holds. */
  readonly nameColumns: readonly number[];
  readonly children: readonly number[];
  /** By column: the slot of its kept numbers. */
  readonly slots: readonly number[];
}

/** Lays the keys of a log out for the kernel, whose keys.ts names the tables in this order. */
export function kernelTables({ objects, literals, nameColumns, children, slots }: LiteralTargets): KernelTables {
  const [names, columns] = [nameColumns.length, slots.length];
  const buckets = literalBuckets(literals);
  let start = 0;
  const entries = literals.flatMap(({ object, name, length, words }) => {
    start += words.length;
    const column = nameColumns[name] ?? -1;
    const entry = new Array<number>(literalWords).fill(0);
    entry[lengthWord] = length;
    entry[textWord] = start - words.length;
    entry[columnWord] = column;
    entry[slotWord] = slots[column] ?? -1;
    entry[childWord] = children[name] ?? -1;
    entry[nameWord] = name;
    entry[objectWord] = object;
    return entry;
  });
  // What the kernel fills in is zero at first: in the entries the next literal and the mask (kernel/keys.ts).
  const words = new Int32Array(objects + entries.length + names + 2 * columns + buckets.length + start);
  let at = objects;
  for (const [part, filledIn] of [
    [entries, names],
    [slots, columns],
    [buckets, 0],
  ] as const) {
    words.set(part, at);
    at += part.length + filledIn;
  }
  for (const literal of literals) {
    words.set(literal.words, at);
    at += literal.words.length;
  }
  return { objects, literals: literals.length, names, columns, buckets: buckets.length, words };
}

/** A table of literals by hash, open addressing, at most half full; -1 is an empty place. */
function literalBuckets(literals: readonly Literal[]): Int32Array {
  const size = 2 ** Math.ceil(Math.log2(2 * literals.length + 2));
  const buckets = new Int32Array(size).fill(-1);
  literals.forEach(({ hash }, literal) => {
    let bucket = hash & (size - 1);
    while (buckets[bucket] !== -1) {
      bucket = (bucket + 1) & (size - 1);
    }
    buckets[bucket] = literal;
  });
  return buckets;
}
