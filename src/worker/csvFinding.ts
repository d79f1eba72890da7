import { access } from "node:fs/promises";
import { basename } from "node:path";
import type { Finding, FindingCode, Severity } from "../contract/finding.ts";

/** How the CSV of a log stands, as the follower sees it. */
export interface CsvStanding {
  readonly state: "current" | "off" | "missing" | "stale" | "foreign" | "refused" | "failed";
  readonly message: string | null;
}

/** How a CSV stands where the follower does not keep it: that it is missing still has to be said. */
export async function csvStanding(kept: CsvStanding, csvPath: string): Promise<CsvStanding> {
  if (kept.state !== "off") {
    return kept;
  }
  try {
    await access(csvPath);
    return kept;
  } catch {
    return { state: "missing", message: null };
  }
}

/** What to say of a CSV that does not stand beside its log as it should; null where there is nothing to say. */
export function csvFinding(csv: CsvStanding, csvPath: string): Finding | null {
  const name = basename(csvPath);
  switch (csv.state) {
    case "current":
    case "off":
      return null;
    case "missing":
      return finding(
        "csv-missing",
        "information",
        `There is no ${name} beside this log. Use the quick fix "Generate CSV", or let "slopewise.csv.write" keep one.`,
      );
    case "stale":
      return finding(
        "csv-stale",
        "warning",
        csv.message ?? `${name} is not what this log gives any more. Use the quick fix "Generate CSV" to replace it.`,
      );
    case "foreign":
      return finding(
        "csv-foreign",
        "information",
        csv.message ??
          `${name} was not written by Slopewise and is left alone. Use the quick fix "Generate CSV" to replace it.`,
      );
    case "refused":
    case "failed":
      return finding("csv-stale", "warning", csv.message ?? `${name} could not be written.`);
  }
}

function finding(code: FindingCode, severity: Severity, message: string): Finding {
  return { code, severity, metric: null, line: null, column: null, count: 1, message };
}
