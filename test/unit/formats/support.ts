import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { findRuns, runsOfFile, type FoundRun } from "../../../src/formats/discovery/findRuns.ts";
import { readRun } from "../../../src/formats/discovery/readRun.ts";
import type { RunLook, RunSource } from "../../../src/formats/model/format.ts";
import type { LogTable } from "../../../src/log/columns/columns.ts";

/** Writes a file below a folder; returns its path. */
export function put(folder: string, path: string, bytes: string | Uint8Array): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, bytes);
  return file;
}

/** The first run of a file. @throws where it is of no format. */
export async function sourceOf(path: string): Promise<RunSource> {
  const [source] = (await runsOfFile(path)) ?? [];
  if (source === undefined) {
    throw new Error(`${path} is of no format`);
  }
  return source;
}

/** The runs of other formats below a folder. */
export async function runsBelow(
  root: string,
  labels: readonly string[],
  logs: readonly string[],
): Promise<readonly FoundRun[]> {
  return (await findRuns(root, labels, logs)).runs;
}

/** What reading a file at once gives. */
export async function readFile(path: string): Promise<RunLook> {
  return readRun(await sourceOf(path), { texts: true });
}

/** The rows of a table by its keys, absent cells undefined. */
export function rowsOf(table: LogTable): Readonly<Record<string, number | undefined>>[] {
  const rows = Array.from({ length: table.records }, (): Record<string, number | undefined> => ({}));
  for (const key of table.keys) {
    const column = table.column(key);
    column?.rows.forEach((row, index) => Object.assign(rows[row] ?? {}, { [key]: column.values[index] }));
  }
  return rows;
}
