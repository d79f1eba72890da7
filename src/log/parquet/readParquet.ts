import { parquetMetadata, parquetRead, type FileMetaData, type SchemaElement } from "hyparquet";
import type { ParquetColumn } from "./parquetBytes.ts";

/** A Parquet file as it was read: its columns, all of the same length, and what it says of itself. */
export interface ParquetTable {
  readonly columns: readonly ParquetColumn[];
  readonly about: ReadonlyMap<string, string>;
  readonly rows: number;
}

type Cell = number | string | boolean | bigint | null;

/**
 * Reads a Parquet file of plain columns: doubles, whole numbers, texts and truth values. It is what `parquetBytes` writes,
 * whoever wrote it.
 * @throws {Error} where the bytes are no such file, or it is damaged.
 */
export async function readParquet(bytes: Uint8Array): Promise<ParquetTable> {
  const buffer = bytes.slice().buffer;
  const metadata = parquetMetadata(buffer);
  const [, ...elements] = metadata.schema;
  const kinds = elements.map((element) => ({ name: element.name, kind: kindOf(element) }));
  let rows: readonly (readonly Cell[])[] = [];
  if (metadata.num_rows > 0n) {
    await parquetRead({
      file: buffer,
      metadata,
      rowFormat: "array",
      onComplete: (read) => {
        rows = read as Cell[][];
      },
    });
  }
  return {
    columns: kinds.map((column, place) => filled(column, rows, place)),
    about: aboutOf(metadata),
    rows: rows.length,
  };
}

/** What a Parquet file says of itself, without its rows. @throws {Error} where the bytes are no such file. */
export function parquetAbout(bytes: Uint8Array): ReadonlyMap<string, string> {
  return aboutOf(parquetMetadata(bytes.slice().buffer));
}

function aboutOf({ key_value_metadata: pairs = [] }: FileMetaData): ReadonlyMap<string, string> {
  return new Map(pairs.map(({ key, value }) => [key, value ?? ""]));
}

function kindOf({ name, type, num_children: children }: SchemaElement): ParquetColumn["kind"] {
  switch (children === undefined ? type : undefined) {
    case "DOUBLE":
    case "FLOAT":
      return "number";
    case "INT32":
    case "INT64":
      return "whole";
    case "BYTE_ARRAY":
      return "text";
    case "BOOLEAN":
      return "boolean";
    default:
      throw new TypeError(`The column ${name} is neither of numbers nor of texts nor of truth values.`);
  }
}

function filled(
  { name, kind }: Pick<ParquetColumn, "name" | "kind">,
  rows: readonly (readonly Cell[])[],
  place: number,
): ParquetColumn {
  const cells = rows.map((row) => row[place] ?? null);
  switch (kind) {
    case "number":
    case "whole":
      return { name, kind, cells: cells.map((cell) => (cell === null ? null : Number(cell))) };
    case "text":
      return { name, kind, cells: cells.map((cell) => (cell === null ? null : String(cell))) };
    case "boolean":
      return { name, kind, cells: cells.map((cell) => (typeof cell === "boolean" ? cell : null)) };
  }
}
