interface Entry<Value> {
  readonly bytes: Uint8Array;
  readonly value: Value;
  /** The one that was asked for after it last: names mostly come in the same order again and again. */
  next: Entry<Value> | null;
}

/** More keys than this are made again each time: a log with so many is broken, and memory is bounded. */
const mostKeys = 100_000;

/** Finds what belongs to a short text by its bytes, without making the text: logs hold the same few names millions of times. */
export class ByteKeys<Value> {
  readonly #entries = new Map<number, Entry<Value>[]>();
  #size = 0;
  #last: Entry<Value> | null = null;

  /** What belongs to the bytes from `start` up to `end`; `make` is asked the first time. */
  get(bytes: Uint8Array, [start, end]: readonly [number, number], make: () => Value): Value {
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
    const hash = hashOf(bytes, start, end);
    const entries = this.#entries.get(hash) ?? [];
    const known = entries.find((entry) => isSame(entry.bytes, bytes, start, end));
    if (known !== undefined) {
      return known;
    }
    const entry: Entry<Value> = { bytes: new Uint8Array(bytes.subarray(start, end)), value: make(), next: null };
    if (this.#size < mostKeys) {
      this.#entries.set(hash, [...entries, entry]);
      this.#size += 1;
    }
    return entry;
  }
}

/** FNV-1a, 32 bits (Fowler, Noll and Vo). */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
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
