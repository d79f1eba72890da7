/**
 * Which line of the log holds which record. Invariant: between two marks lines and records advance together, so a log
 * without blank or bad lines needs one mark, whatever its length.
 */
export class LineIndex {
  #rows = new Float64Array(16);
  #lines = new Float64Array(16);
  #length = 0;
  #offset = NaN;

  /** Records come in order; `line` is 1-based. */
  add(row: number, line: number): void {
    if (line - row === this.#offset) {
      return;
    }
    this.#offset = line - row;
    if (this.#length === this.#rows.length) {
      this.#rows = doubled(this.#rows);
      this.#lines = doubled(this.#lines);
    }
    this.#rows[this.#length] = row;
    this.#lines[this.#length] = line;
    this.#length += 1;
  }

  /** The marks, to be kept: rows and lines, same length. */
  save(): readonly [rows: Float64Array, lines: Float64Array] {
    return [this.#rows.subarray(0, this.#length), this.#lines.subarray(0, this.#length)];
  }

  /** Takes up marks that were kept. */
  restore([rows, lines]: readonly [rows: Float64Array, lines: Float64Array]): void {
    for (let mark = 0; mark < rows.length; mark += 1) {
      this.add(rows[mark] ?? 0, lines[mark] ?? 0);
    }
  }

  /** The look-up as it is now; later records do not change it. */
  snapshot(): (row: number) => number {
    const rows = this.#rows.subarray(0, this.#length);
    const lines = this.#lines.subarray(0, this.#length);
    return (row) => {
      const mark = lastAtMost(rows, row);
      return (lines[mark] ?? 1) + row - (rows[mark] ?? 0);
    };
  }
}

function doubled(array: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(array.length * 2);
  larger.set(array);
  return larger;
}

/** Index of the last element that is not greater than `value`; 0 where there is none. */
function lastAtMost(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? Infinity) <= value) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return low;
}
