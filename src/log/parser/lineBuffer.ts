/** Buffer for a chunk and the beginning of a line before it. */
const usualSize = 160 * 1024;

/**
 * The bytes in hand: the beginning of a line that has not ended yet, and the piece read last.
 * Invariant: they are the log's, in order, and hold no newline once the whole lines are dropped.
 */
export class LineBuffer {
  length = 0;
  #bytes = new Uint8Array(0);

  /** The bytes in hand: a view, valid until the next change. */
  bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.length);
  }

  /** The bytes in hand and a newline after them, as a copy. */
  withNewline(): Uint8Array {
    const line = new Uint8Array(this.length + 1);
    line.set(this.bytes());
    line[this.length] = 0x0a;
    return line;
  }

  /** Adds a piece; returns the position after the last newline, or 0. */
  append(piece: Uint8Array): number {
    const needed = this.length + piece.length;
    if (needed > this.#bytes.length) {
      this.#resize(Math.max(needed, Math.min(usualSize, needed * 4), this.#bytes.length * 2));
    }
    this.#bytes.set(piece, this.length);
    const at = piece.lastIndexOf(0x0a);
    const end = at === -1 ? 0 : this.length + at + 1;
    this.length = needed;
    return end;
  }

  /** Gives back all memory but what the bytes in hand need. */
  releaseMemory(): void {
    this.#resize(this.length);
  }

  /** Drops the first `count` bytes; a long line's memory is given back. */
  drop(count: number): void {
    this.#bytes.copyWithin(0, count, this.length);
    this.length -= count;
    if (this.#bytes.length > usualSize && this.length < usualSize / 4) {
      this.#resize(usualSize);
    }
  }

  #resize(size: number): void {
    const resized = new Uint8Array(size);
    resized.set(this.bytes());
    this.#bytes = resized;
  }
}
