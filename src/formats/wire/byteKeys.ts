import { createHash, randomInt } from "node:crypto";

interface Entry<Value> {
  readonly bytes: Uint8Array;
  readonly value: Value;
  /** The one that was asked for after it last: names mostly come in the same order again and again. */
  next: Entry<Value> | null;
}

/** More keys than this are made again each time: a log with so many is broken, and memory is bounded. */
const mostKeys = 100_000;

/** A name of more bytes is known by its digest, so that many of them are not compared byte by byte. */
const longestKey = 4096;

/**
 * Finds what belongs to a short text by its bytes, without making the text: logs hold the same few names millions of times.
 * Nobody can write names that all fall into one place: where they fall begins with a number that differs each time.
 */
export class ByteKeys<Value> {
  readonly #entries = new Map<number, Entry<Value>[]>();
  readonly #seed = randomInt(2 ** 32);
  #size = 0;
  #last: Entry<Value> | null = null;

  /** What belongs to the bytes from `start` up to `end`; `make` is asked the first time. */
  get(bytes: Uint8Array, [start, end]: readonly [number, number], make: () => Value): Value {
    if (end - start > longestKey) {
      const digest = createHash("sha256").update(bytes.subarray(start, end)).digest();
      return this.#find(digest, [0, digest.length], make).value;
    }
    const guess = this.#last?.next ?? null;
    const entry =
      guess !== null && isSame(guess.bytes, bytes, start, end) ? guess : this.#find(bytes, [start, end], make);
    if (this.#last !== null) {
      this.#last.next = entry;
    }
    this.#last = entry;
    return entry.value;
  }

  #find(bytes: Uint8Array, [start, end]: readonly [number, number], make: () => Value): Entry<Value> {
    const hash = hashOf(this.#seed, bytes, [start, end]);
    const entries = this.#entries.get(hash) ?? [];
    const known = entries.find((entry) => isSame(entry.bytes, bytes, start, end));
    if (known !== undefined) {
      return known;
    }
    const entry: Entry<Value> = { bytes: new Uint8Array(bytes.subarray(start, end)), value: make(), next: null };
    if (this.#size < mostKeys) {
      entries.push(entry);
      this.#entries.set(hash, entries);
      this.#size += 1;
    }
    return entry;
  }
}

/** FNV-1a, 32 bits (Fowler, Noll and Vo), from a beginning of our own. */
function hashOf(seed: number, bytes: Uint8Array, [start, end]: readonly [number, number]): number {
  let hash = seed;
  for (let at = start; at < end; at += 1) {
    hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
  }
  return hash;
}

function isSame(key: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (key.length !== end - start) {
    return false;
  }
  for (let index = 0; index < key.length; index += 1) {
    if (key[index] !== bytes[start + index]) {
      return false;
    }
  }
  return true;
}
