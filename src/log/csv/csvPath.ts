import { basename, dirname, join } from "node:path";

/**
 * Where the CSV of a log stands: next to it, `metrics.jsonl` giving `metrics.csv`. With `part`, the place of another CSV
 * of the same log: "derived" gives `metrics.derived.csv`.
 */
export function csvPathOf(log: string, part?: "derived" | "slopewise"): string {
  const name = basename(log);
  const stem = name.replace(/\.(jsonl|ndjson|json)$/i, "");
  return join(dirname(log), `${stem}${part === undefined ? "" : `.${part}`}.csv`);
}
