/** Numbers of some rows of a row group. */
export interface GroupNumbers {
  /** The rows, from 0, increasing, of the same length as `values`; null where each row from the first one on has a number. */
  readonly rows: Uint32Array | null;
  readonly values: Float64Array;
}

/** A column of one row group; a row without a number, or with null, has no value there. NaN is a value. */
export type GroupColumn =
  | ({ readonly name: string; readonly kind: "number" } & GroupNumbers)
  | { readonly name: string; readonly kind: "text"; readonly cells: readonly (string | null)[] };

/** The columns of a file and what they hold, in their order. */
export type ColumnKinds = ReadonlyMap<string, GroupColumn["kind"]>;

/** The numbers among cells. */
export function groupNumbers(cells: readonly (number | null)[]): GroupNumbers {
  const values = cells.filter((cell) => cell !== null);
  if (values.length === cells.length) {
    return { rows: null, values: Float64Array.from(values) };
  }
  const rows = cells.flatMap((cell, row) => (cell === null ? [] : [row]));
  return { rows: Uint32Array.from(rows), values: Float64Array.from(values) };
}
