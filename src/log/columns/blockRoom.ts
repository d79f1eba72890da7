/**
 * Memory that the results of a block go to, used again and again: memory that is new each time costs as much as the
 * reading. Invariant: it belongs to the thread that made it, is with one reader at a time and comes back to its thread.
 */
export interface BlockRoom {
  /** CSV rows. */
  readonly rows: Uint8Array<ArrayBuffer>;
  /** Numbers, as numberRunBuffer.ts writes them. */
  readonly values: Float64Array<ArrayBuffer>;
  readonly records: Uint32Array<ArrayBuffer>;
  readonly runs: Uint32Array<ArrayBuffer>;
}

/** Room for the results of so many bytes of lines, as they usually are; a part that turns out too small is made anew. */
export function newRoom(bytes: number): BlockRoom {
  return {
    rows: new Uint8Array(bytes),
    values: new Float64Array(Math.ceil(bytes / 16)),
    records: new Uint32Array(Math.ceil(bytes / 64)),
    runs: new Uint32Array(16 * 1024),
  };
}

/** What is handed over where a room goes to another thread: memory moves, it is not copied. */
export function memoryOf({ rows, values, records, runs }: BlockRoom): ArrayBuffer[] {
  return [rows.buffer, values.buffer, records.buffer, runs.buffer];
}

/** The rooms of this thread that are not in use. */
export class SpareRooms {
  readonly #rooms: BlockRoom[] = [];

  /** A room for the results of so many bytes of lines. */
  take(bytes: number): BlockRoom {
    const room = this.#rooms.pop();
    return room === undefined || room.rows.length < bytes ? newRoom(bytes) : room;
  }

  /** Nobody uses this room any more, nor anything in it. */
  give(room: BlockRoom): void {
    this.#rooms.push(room);
  }
}
