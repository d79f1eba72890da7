import type { Column, LogTable } from "../../log/columns/columns.ts";

/**
 * Whether a table is another one with more records after it. The last record of the earlier one may have got more cells,
 * since some formats write the values of one step one by one.
 */
export function continues(before: LogTable, after: LogTable): boolean {
  return (
    before.records <= after.records &&
    before.keys.every((key, index) => key === after.keys[index]) &&
    after.keys.every((key) => goesOn(before.column(key), after.column(key), before.records - 1))
  );
}

function goesOn(before: Column | undefined, after: Column | undefined, lastRecord: number): boolean {
  const known = before?.rows.length ?? 0;
  if (after === undefined || after.rows.length < known || (after.rows[known] ?? Infinity) < lastRecord) {
    return false;
  }
  return (
    before === undefined || (sameBytes(before.rows, after.rows, known) && sameBytes(before.values, after.values, known))
  );
}

/** Compares bits, so that a NaN is the same as itself. */
function sameBytes(one: Uint32Array | Float64Array, other: Uint32Array | Float64Array, length: number): boolean {
  return Buffer.compare(bytesOf(one, length), bytesOf(other, length)) === 0;
}

function bytesOf({ buffer, byteOffset, BYTES_PER_ELEMENT: size }: Uint32Array | Float64Array, length: number): Buffer {
  return Buffer.from(buffer, byteOffset, length * size);
}
