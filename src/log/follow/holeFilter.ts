/** Looks at the same NUL bytes before they count as written. */
const retries = 3;

/** A log that nobody wrote to for so many milliseconds is as it is. */
const settledAfter = 60_000;

/** What a log is made of: in one of bytes, short runs of NUL are numbers, lengths and the like. */
export type LogBytes = "text" | "binary";

/** A hole in a file ends where a page of memory ends, or where the file does. */
const pageBytes = 4096;

/** Shorter runs of NUL are no hole in a log of bytes: lengths and zeros are written so. */
const leastHole = 32;

/**
 * Decides which NUL bytes of a growing log to believe. A network file system shows them where what was written has not
 * arrived yet, so they are looked at several times; a hole that a truncation left stays, and is believed then.
 * Invariant: bytes before a NUL that is not believed are taken, and nothing after it.
 */
export class HoleFilter {
  readonly #bytes: LogBytes;
  #at = -1;
  #looks = 0;

  constructor(bytes: LogBytes) {
    this.#bytes = bytes;
  }

  /** Whether bytes wait to be looked at again. */
  get waiting(): boolean {
    return this.#at !== -1 && this.#looks < retries;
  }

  /** A look at the log begins at `offset`; `age`: milliseconds since it was written last. */
  look(offset: number, age: number): void {
    this.#looks = offset === this.#at ? this.#looks + 1 : 0;
    this.#looks = age > settledAfter ? retries : this.#looks;
  }

  /** How many bytes of a piece at `offset` may be taken. */
  take(piece: Uint8Array, offset: number): number {
    const find = this.#bytes === "text" ? firstHole : firstPageHole;
    const first = this.#looks >= retries ? -1 : find(piece, offset);
    if (first === -1) {
      this.#at = -1;
      return piece.length;
    }
    this.#at = offset + first;
    return first;
  }
}

/** Position of the first NUL that another one, or the end, follows: a single one among text is no hole. */
function firstHole(piece: Uint8Array): number {
  let at = piece.indexOf(0);
  while (at !== -1 && at + 1 < piece.length && piece[at + 1] !== 0) {
    at = piece.indexOf(0, at + 1);
  }
  return at;
}

/** Position of the first long run of NULs in a piece at `offset` that ends with a page, or with the piece. */
function firstPageHole(piece: Uint8Array, offset: number): number {
  const firstEnd = pageBytes - (offset % pageBytes);
  for (let end = Math.min(firstEnd, piece.length); ; end = Math.min(end + pageBytes, piece.length)) {
    let start = end;
    while (start > 0 && piece[start - 1] === 0) {
      start -= 1;
    }
    if (end - start >= leastHole) {
      return start;
    }
    if (end === piece.length) {
      return -1;
    }
  }
}
