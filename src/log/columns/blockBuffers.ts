/**
 * Memory that the results of a block go to, used again and again: memory that is new each time costs as much as the
 * reading. Invariant: it belongs to the thread that made it, is with one reader at a time and comes back to its thread.
 */
export interface BlockBuffers {
  /** CSV rows. */
  readonly rows: Uint8Array<ArrayBuffer>;
  /** Numbers, as numberRunBuffer.ts writes them. */
  readonly values: Float64Array<ArrayBuffer>;
  readonly records: Uint32Array<ArrayBuffer>;
  readonly runs: Uint32Array<ArrayBuffer>;
}

/** Room for the results of so many bytes of lines, as they usually are; a part that turns out too small is made again. */
export function newBuffers(bytes: number): BlockBuffers {
  return {
    rows: new Uint8Array(bytes),
    values: new Float64Array(Math.ceil(bytes / 16)),
    records: new Uint32Array(Math.ceil(bytes / 64)),
    runs: new Uint32Array(16 * 1024),
  };
}

/** What is handed over where a buffers goes to another thread: memory moves, it is not copied. */
export function memoryOf({ rows, values, records, runs }: BlockBuffers): ArrayBuffer[] {
  return [rows.buffer, values.buffer, records.buffer, runs.buffer];
}

/** The pool of this thread that are not in use. */
export class BufferPool {
  readonly #pool: BlockBuffers[] = [];

  /** A buffers for the results of so many bytes of lines. */
  take(bytes: number): BlockBuffers {
    const buffers = this.#pool.pop();
    return buffers === undefined || buffers.rows.length < bytes ? newBuffers(bytes) : buffers;
  }

  /** Nobody uses this buffers any more, nor anything in it. */
  give(buffers: BlockBuffers): void {
    this.#pool.push(buffers);
  }
}
