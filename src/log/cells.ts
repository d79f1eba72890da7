/** What a cell's source text is, which decides how it is copied into the CSV. */
export const cellKind = {
  /** A number: copied as it stands. */
  number: 0,
  /** NaN, Infinity or -Infinity: copied, and a number to the columns. */
  nonFinite: 1,
  /** `true` or `false`: copied. */
  boolean: 2,
  /** `null`: an empty cell. */
  empty: 3,
  /** A string (its quotes excluded) that holds nothing to escape or quote: copied. */
  plain: 4,
  /** A string (its quotes excluded) without escapes that has to be quoted. */
  quoted: 5,
  /** A string (its quotes included) with escapes. */
  escaped: 6,
  /** An array: its source text, quoted where needed. */
  array: 7,
} as const;

/**
 * The cells of one record, as places in the bytes of its line. One object is used again for every record.
 * Invariant: entries 0 to `count` belong to the record in hand, in the order of its text.
 */
export class Cells {
  count = 0;
  column = new Int32Array(64);
  kind = new Uint8Array(64);
  start = new Int32Array(64);
  end = new Int32Array(64);
  /** The number, for the kinds `number` and `nonFinite`. */
  value = new Float64Array(64);

  /** A valid line without repeated keys has at most one cell a column. */
  reserve(columns: number): void {
    if (columns <= this.column.length) {
      return;
    }
    const size = columns * 2;
    this.column = new Int32Array(size);
    this.kind = new Uint8Array(size);
    this.start = new Int32Array(size);
    this.end = new Int32Array(size);
    this.value = new Float64Array(size);
  }
}
