/** Where a line starts in its file. */
export interface LineStart {
  /** 1-based. */
  readonly line: number;
  /** Bytes before it. */
  readonly offset: number;
}

/** Nearer to the mark before, a line start is not worth a mark. */
const leastSpacing = 64 * 1024;
/** Marks that are kept; past that every other one goes, so that memory is bounded whatever the size of the log. */
const capacity = 16_384;

/**
 * Where some lines of a log start, so that one line of a large file can be found again without a search from its first
 * byte. Invariant: marks are in order, of lines as of offsets; the first is that of line 1.
 */
export class LineMarks {
  #lines: number[] = [1];
  #offsets: number[] = [0];
  #spacing = leastSpacing;

  /** Notes where a line starts, if that is known; those that come in order and far enough apart are kept. */
  add(start: LineStart | null): void {
    if (start === null) {
      return;
    }
    const { line, offset } = start;
    if (line <= (this.#lines.at(-1) ?? 0) || offset < (this.#offsets.at(-1) ?? 0) + this.#spacing) {
      return;
    }
    if (this.#lines.length === capacity) {
      this.#lines = this.#lines.filter((_, mark) => mark % 2 === 0);
      this.#offsets = this.#offsets.filter((_, mark) => mark % 2 === 0);
      this.#spacing *= 2;
    }
    this.#lines.push(line);
    this.#offsets.push(offset);
  }

  /** The last mark at or before a line. */
  before(line: number): LineStart {
    let low = 0;
    let high = this.#lines.length;
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if ((this.#lines[middle] ?? 0) <= line) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return { line: this.#lines[low] ?? 1, offset: this.#offsets[low] ?? 0 };
  }
}
