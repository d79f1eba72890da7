/** Rows that could not be written are kept up to this size, in bytes. */
const most = 16 * 1024 * 1024;

/** First and longest pause, in milliseconds, before a write that failed is tried again. */
const pauses = [500, 60_000] as const;

/** Rows that wait to be written, and when that may be tried: after each failure the pause is twice as long. */
export class PendingRows {
  #rows: Uint8Array[] = [];
  #bytes = 0;
  #retryAt = 0;
  #pause: number = pauses[0];

  get bytes(): number {
    return this.#bytes;
  }

  /** Whether a write may be tried now. */
  get mayWrite(): boolean {
    return Date.now() >= this.#retryAt;
  }

  /** Adds rows; the bytes are copied. */
  add(rows: Uint8Array): void {
    // Not slice(), which makes no copy of a Buffer.
    this.#rows.push(new Uint8Array(rows));
    this.#bytes += rows.length;
  }

  /** All of them; they stay until they are dropped. */
  all(): Uint8Array {
    const [first] = this.#rows;
    return this.#rows.length === 1 && first !== undefined ? first : Buffer.concat(this.#rows);
  }

  drop(): void {
    this.#rows = [];
    this.#bytes = 0;
  }

  succeeded(): void {
    this.#retryAt = 0;
    this.#pause = pauses[0];
  }

  /** A write failed. Too many rows are given up: the CSV is made again from the log then. */
  failed(): void {
    this.#retryAt = Date.now() + this.#pause;
    this.#pause = Math.min(this.#pause * 2, pauses[1]);
    if (this.#bytes > most) {
      this.drop();
    }
  }
}
