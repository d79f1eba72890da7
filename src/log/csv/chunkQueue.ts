import { addAll } from "../../extremes.ts";
/** Larger chunks leave the processor's cache while they are written, and cost up to twice as much. */
const chunkBytes = 256 * 1024;

/** So many chunks that nobody uses stay in memory. */
const mostSpare = 20;

/** A piece of memory with rows in it. */
export interface Chunk {
  readonly memory: Uint8Array;
  length: number;
}

/** Memory for chunks that nobody uses now: memory that is new each time would cost as much as the writing. */
export class ChunkPool {
  readonly #spare: Uint8Array[] = [];

  /** An empty chunk. */
  take(): Chunk {
    return { memory: this.#spare.pop() ?? new Uint8Array(chunkBytes), length: 0 };
  }

  /** Nobody uses these chunks any more. */
  recycle(chunks: readonly Chunk[]): void {
    addAll(this.#spare, chunks.map(({ memory }) => memory).slice(0, mostSpare - this.#spare.length));
  }
}

/**
 * Rows on their way to a file, cut into chunks of one size. Invariant: all chunks but the last are full, and each belongs
 * to one queue.
 */
export class ChunkQueue {
  readonly #pool: ChunkPool;
  #chunks: Chunk[] = [];

  /** `pool`: where chunks come from; whoever takes them out gives them back to it. */
  constructor(pool: ChunkPool) {
    this.#pool = pool;
  }

  /** Adds bytes, copied. */
  add(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length;) {
      const chunk = this.#lastOpen();
      const part = bytes.subarray(at, at + chunkBytes - chunk.length);
      chunk.memory.set(part, chunk.length);
      chunk.length += part.length;
      at += part.length;
    }
  }

  /** The bytes from `start` up to `end`, in pieces: views, valid until their chunks are recycled. */
  *pieces(start: number, end: number): Generator<Uint8Array> {
    for (let at = start; at < end;) {
      const place = at % chunkBytes;
      const chunk = this.#chunks[(at - place) / chunkBytes];
      if (chunk === undefined) {
        throw new RangeError(`there is nothing at ${at}`);
      }
      const piece = chunk.memory.subarray(place, Math.min(chunkBytes, place + end - at));
      yield piece;
      at += piece.length;
    }
  }

  /** Takes the full chunks out. */
  takeFull(): Chunk[] {
    const isOpen = (this.#chunks.at(-1)?.length ?? chunkBytes) < chunkBytes;
    return this.#chunks.splice(0, this.#chunks.length - (isOpen ? 1 : 0));
  }

  /** Takes all chunks out. */
  takeAll(): Chunk[] {
    return this.#chunks.splice(0);
  }

  /** The last chunk, or a new one where that is full. */
  #lastOpen(): Chunk {
    const last = this.#chunks.at(-1);
    if (last !== undefined && last.length < chunkBytes) {
      return last;
    }
    const chunk = this.#pool.take();
    this.#chunks.push(chunk);
    return chunk;
  }
}
