import { basename, dirname, join } from "node:path";
import type { RunSource } from "../model/format.ts";

/** What the CSV of a run of another format ends with: no tool writes such a name. */
const ending = ".slopewise.csv";

/**
 * Where the CSV of a run goes unless a place is named: next to its log, under a name that cannot be its tool's. It has the
 * name of its log where a folder may hold several, and is `metrics.slopewise.csv` otherwise.
 */
export function runCsvPath({ path, files, part, format }: RunSource): string {
  if (!files.includes(path)) {
    return join(path, `metrics${ending}`);
  }
  const stem =
    format === "keras" || format === "csv" || part !== null ? basename(path).replace(/\.[^.]*$/, "") : "metrics";
  return join(dirname(path), `${stem}${part === null ? "" : `.${part.replaceAll(/[^\w.-]/g, "_")}`}${ending}`);
}
