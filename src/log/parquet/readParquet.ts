import { parsedMetadata } from "./metadata.ts";
import type { ParquetColumn } from "./parquetBytes.ts";
import { ParquetFile } from "./parquetFile.ts";

/** A Parquet file as it was read: its columns, all of the same length, and what it says of itself. */
export interface ParquetTable {
  readonly columns: readonly ParquetColumn[];
  readonly about: ReadonlyMap<string, string>;
  readonly rows: number;
}

/** Reads a whole Parquet file of plain columns. @throws {Error} where the bytes are no such file, or it is damaged. */
export async function readParquet(bytes: Uint8Array): Promise<ParquetTable> {
  const file = await ParquetFile.of(bytes);
  return { columns: await file.columns(null), about: file.about, rows: file.rows };
}

/** What a Parquet file says of itself, without its rows. @throws {Error} where the bytes are no such file. */
export function parquetAbout(bytes: Uint8Array): ReadonlyMap<string, string> {
  const { key_value_metadata: pairs = [] } = parsedMetadata(new Uint8Array(bytes).buffer);
  return new Map(pairs.map(({ key, value }) => [key, value ?? ""]));
}
