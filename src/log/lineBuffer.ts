/** Bytes after the last one that may be read, so that words can be compared and copied past a line's end. */
const padding = 16;

/** Room for a piece and the beginning of a line before it. */
const usualSize = 160 * 1024;

/**
 * The bytes in hand: the beginning of a line that has not ended yet, and the piece read last.
 * Invariant: `bytes[0]` to `bytes[length]` are the log's, in order, and at least `padding` bytes follow.
 */
export class LineBuffer {
  bytes = new Uint8Array(padding);
  view = new DataView(this.bytes.buffer);
  length = 0;

  /** Adds a piece. Returns whether `bytes` is a new array now. */
  append(piece: Uint8Array): boolean {
    const needed = this.length + piece.length + padding;
    const grows = needed > this.bytes.length;
    if (grows) {
      const larger = new Uint8Array(Math.max(needed, Math.min(usualSize, needed * 4), this.bytes.length * 2));
      larger.set(this.bytes.subarray(0, this.length));
      this.bytes = larger;
      this.view = new DataView(larger.buffer);
    }
    this.bytes.set(piece, this.length);
    this.length += piece.length;
    return grows;
  }

  /** Position of the first newline at or after `from`, or -1. */
  newlineFrom(from: number): number {
    const at = this.bytes.indexOf(0x0a, from);
    return at < this.length ? at : -1;
  }

  /** Position after the last newline, or 0. The first `searched` bytes are known to hold none. */
  endOfLines(searched: number): number {
    const at = this.bytes.subarray(searched, this.length).lastIndexOf(0x0a);
    return at === -1 ? 0 : searched + at + 1;
  }

  /** Gives back all memory but what the bytes in hand need. */
  rest(): void {
    const { bytes, length } = this;
    this.bytes = new Uint8Array(length + padding);
    this.bytes.set(bytes.subarray(0, length));
    this.view = new DataView(this.bytes.buffer);
  }

  /** Drops the first `count` bytes. Returns whether `bytes` is a new array now: a long line's memory is given back. */
  drop(count: number): boolean {
    const rest = this.bytes.subarray(count, this.length);
    const shrinks = this.bytes.length > usualSize && rest.length < usualSize / 4;
    if (shrinks) {
      this.bytes = new Uint8Array(usualSize);
      this.view = new DataView(this.bytes.buffer);
      this.bytes.set(rest);
    } else {
      this.bytes.copyWithin(0, count, this.length);
    }
    this.length = rest.length;
    return shrinks;
  }
}
