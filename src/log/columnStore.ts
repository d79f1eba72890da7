import type { Column } from "./columns.ts";

/**
 * The numbers of one key, growing with the log.
 * Invariant: what a snapshot has seen is never written again; growth makes a new array and leaves the old one to it.
 */
export class GrowingColumn {
  readonly #key: string;
  #rows = new Uint32Array(16);
  #values = new Float64Array(16);
  #length = 0;
  #texts = 0;

  constructor(key: string) {
    this.#key = key;
  }

  /** Takes up a column that was kept. */
  restore({ rows, values, texts }: Column): void {
    const size = Math.max(16, rows.length);
    this.#rows = new Uint32Array(size);
    this.#rows.set(rows);
    this.#values = new Float64Array(size);
    this.#values.set(values);
    this.#length = rows.length;
    this.#texts = texts;
  }

  push(row: number, value: number): void {
    const at = this.#length;
    if (at === this.#values.length) {
      this.#grow();
    }
    this.#rows[at] = row;
    this.#values[at] = value;
    this.#length = at + 1;
  }

  /** Counts a cell that is no number. */
  text(): void {
    this.#texts += 1;
  }

  snapshot(): Column {
    return {
      key: this.#key,
      rows: this.#rows.subarray(0, this.#length),
      values: this.#values.subarray(0, this.#length),
      texts: this.#texts,
    };
  }

  #grow(): void {
    const rows = new Uint32Array(this.#rows.length * 2);
    rows.set(this.#rows);
    this.#rows = rows;
    const values = new Float64Array(this.#values.length * 2);
    values.set(this.#values);
    this.#values = values;
  }
}
