import { OneFileReader } from "../growth/oneFile.ts";
import type { ReaderOptions } from "../model/format.ts";
import { csvGrowth } from "./csvGrowth.ts";
import { CsvRows } from "./csvRows.ts";

/** Reads a run that is one CSV. */
export function csvFile(path: string, options: ReaderOptions): OneFileReader {
  return new OneFileReader(path, new CsvRows(options), csvGrowth(options));
}
