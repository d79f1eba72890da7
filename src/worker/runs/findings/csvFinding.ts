import { basename } from "node:path";
import type { Finding, Severity } from "../../../contract/model/finding.ts";
import type { CsvState } from "../../../log/csv/csvState.ts";
import type { WorkerSettings } from "../../../protocol/worker.ts";

/** Where a CSV stands and how it is kept. */
export interface CsvPlace {
  readonly path: string;
  readonly csv: CsvMode;
}

/** Whether a CSV is kept of a log, as `WorkerSettings` says, or none is written unless a person asks for it. */
export type CsvMode = WorkerSettings["csv"] | "asked";

/** How the CSV of a log is kept: unasked next to logs that say by their names that they are JSON Lines, and no others. */
export function csvModeOf(log: string, setting: WorkerSettings["csv"]): CsvMode {
  return /\.(jsonl|ndjson)$/i.test(log) ? setting : "asked";
}

/** The finding of a CSV that does not stand next to its log as it should; null where nothing is wrong with it. */
export function csvFinding({ state, message }: CsvState, place: CsvPlace): Finding | null {
  const csv = basename(place.path);
  switch (state) {
    case "current":
    case "off":
      return null;
    case "missing":
      return place.csv === "on" || place.csv === "asked"
        ? null
        : { ...of("information"), code: "csv-missing", facts: { csv, trusted: place.csv !== "untrusted" } };
    case "stale":
      return { ...of("warning"), code: "csv-stale", facts: { csv, kind: "differs", reason: null } };
    case "foreign":
      return { ...of("information"), code: "csv-foreign", facts: { csv, kind: "foreign" } };
    case "refused":
      return { ...of("warning"), code: "csv-foreign", facts: { csv, kind: "notFile" } };
    case "tooWide":
      return { ...of("warning"), code: "csv-too-wide", facts: { csv } };
    case "readOnly":
      return { ...of("information"), code: "csv-stale", facts: { csv, kind: "readOnly", reason: message } };
    case "failed":
      return { ...of("warning"), code: "csv-stale", facts: { csv, kind: "failed", reason: message } };
  }
}

/** A finding about the CSV as a whole. */
function of(severity: Severity): Pick<Finding, "severity" | "metric" | "line" | "column" | "count"> {
  return { severity, metric: null, line: null, column: null, count: 1 };
}
