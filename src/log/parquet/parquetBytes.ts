import { ByteWriter, parquetWrite, type BasicType } from "hyparquet-writer";

/** A column of a Parquet file; null is an absent value, NaN a value. All columns of a file have the same length. */
export type ParquetColumn =
  | { readonly name: string; readonly kind: "number"; readonly cells: readonly (number | null)[] }
  | { readonly name: string; readonly kind: "whole"; readonly cells: readonly (number | null)[] }
  | { readonly name: string; readonly kind: "text"; readonly cells: readonly (string | null)[] }
  | { readonly name: string; readonly kind: "boolean"; readonly cells: readonly (boolean | null)[] };

const types: Readonly<Record<ParquetColumn["kind"], BasicType>> = {
  number: "DOUBLE",
  whole: "INT64",
  text: "STRING",
  boolean: "BOOLEAN",
};

/** What our files say of who wrote them. */
export const writtenBy = "Slopewise";

/** Rows a row group where nothing else is said: readers skip whole groups, and hold one in memory. */
const usualGroupRows = 100_000;

/**
 * A Parquet file. A column's type is that of its kind whatever its cells are, so that files of several parts agree where one
 * of them has nothing but nulls.
 */
export function parquetBytes(
  columns: readonly ParquetColumn[],
  about: Readonly<Record<string, string>>,
  groupRows = usualGroupRows,
): Uint8Array {
  const writer = new ByteWriter();
  const written = parquetWrite({
    writer,
    columnData: columns.map((column) => ({
      name: column.name,
      data: dataOf(column),
      type: types[column.kind],
      nullable: true,
      // Doubles of a loss share their high bytes: split into streams of bytes they take a quarter less.
      ...(column.kind === "number" ? { encoding: "BYTE_STREAM_SPLIT" as const } : {}),
    })),
    rowGroupSize: groupRows,
    kvMetadata: Object.entries(about).map(([key, value]) => ({ key, value })),
    createdBy: writtenBy,
  });
  if (written !== undefined) {
    throw new TypeError("A file in memory is written at once.");
  }
  return writer.getBytes();
}

/** Cells as the writer takes them: whole numbers of 64 bits are bigints. */
function dataOf(column: ParquetColumn): (number | string | boolean | bigint | null)[] {
  return column.kind === "whole"
    ? column.cells.map((value) => (value === null || !Number.isFinite(value) ? null : BigInt(Math.trunc(value))))
    : [...column.cells];
}
