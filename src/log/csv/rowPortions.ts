/** Larger portions leave the processor's cache while they are written, and cost up to twice as much. */
const portionBytes = 256 * 1024;

/** So many portions that nobody uses stay in memory. */
const mostSpare = 20;

const spare: Uint8Array[] = [];

/** A piece of memory with rows in it. */
export interface RowPortion {
  readonly memory: Uint8Array;
  length: number;
}

/** Nobody uses these portions any more. Memory that is new each time would cost as much as the writing. */
export function dropPortions(portions: readonly RowPortion[]): void {
  spare.push(...portions.map(({ memory }) => memory).slice(0, mostSpare - spare.length));
}

/**
 * Rows on their way to a file, cut into portions of one size. Invariant: all portions but the last are full, and each
 * belongs to one queue.
 */
export class RowPortions {
  #portions: RowPortion[] = [];

  /** Adds bytes, copied. */
  add(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length;) {
      const portion = this.#lastWithRoom();
      const part = bytes.subarray(at, at + portionBytes - portion.length);
      portion.memory.set(part, portion.length);
      portion.length += part.length;
      at += part.length;
    }
  }

  /** The bytes from `start` up to `end`, in pieces: views, valid until their portions are dropped. */
  *pieces(start: number, end: number): Generator<Uint8Array> {
    for (let at = start; at < end;) {
      const place = at % portionBytes;
      const portion = this.#portions[(at - place) / portionBytes];
      if (portion === undefined) {
        throw new RangeError(`there is nothing at ${at}`);
      }
      const piece = portion.memory.subarray(place, Math.min(portionBytes, place + end - at));
      yield piece;
      at += piece.length;
    }
  }

  /** Takes the full portions out. */
  takeFull(): RowPortion[] {
    const isOpen = (this.#portions.at(-1)?.length ?? portionBytes) < portionBytes;
    return this.#portions.splice(0, this.#portions.length - (isOpen ? 1 : 0));
  }

  /** Takes all portions out. */
  takeAll(): RowPortion[] {
    return this.#portions.splice(0);
  }

  #lastWithRoom(): RowPortion {
    const last = this.#portions.at(-1);
    if (last !== undefined && last.length < portionBytes) {
      return last;
    }
    const portion = { memory: spare.pop() ?? new Uint8Array(portionBytes), length: 0 };
    this.#portions.push(portion);
    return portion;
  }
}
