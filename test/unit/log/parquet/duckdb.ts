import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";

/** A Parquet file as DuckDB reads it. */
export interface DuckTable {
  /** DuckDB's type of each column. */
  readonly types: ReadonlyMap<string, string>;
  readonly rows: readonly (readonly unknown[])[];
}

/** Runs a query over Parquet files, which it finds as `$0`, `$1`, ... */
export async function queried(files: readonly Uint8Array[], query: string): Promise<DuckTable> {
  const folder = await mkdtemp(join(tmpdir(), "slopewise-parquet-"));
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  try {
    const paths = files.map((_, i) => join(folder, `${i}.parquet`));
    await Promise.all(files.map((bytes, i) => writeFile(paths[i] ?? "", bytes)));
    const reader = await connection.runAndReadAll(query.replaceAll(/\$(\d)/g, (_, i) => `'${paths[Number(i)] ?? ""}'`));
    const names = reader.columnNames();
    return {
      types: new Map(names.map((name, i) => [name, String(reader.columnType(i))])),
      rows: reader.getRowsJS(),
    };
  } finally {
    connection.closeSync();
    instance.closeSync();
    await rm(folder, { recursive: true, force: true });
  }
}
