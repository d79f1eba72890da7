import type { FileGrowth } from "../growth/appendedFile.ts";
import { OneFileReader } from "../growth/oneFile.ts";
import type { ReaderOptions } from "../model/format.ts";
import { CsvRows } from "./csvRows.ts";

/** How a CSV grows: several tools rewrite it when a metric is new. */
export function csvGrowth({ ended }: Pick<ReaderOptions, "ended">): FileGrowth {
  return { writer: "appends or rewrites", bytes: "text", ended };
}

/** Reads a run that is one CSV. */
export function csvFile(path: string, options: ReaderOptions): OneFileReader {
  return new OneFileReader(path, new CsvRows(options), csvGrowth(options));
}
