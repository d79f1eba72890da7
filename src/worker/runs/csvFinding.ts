import { basename } from "node:path";
import type { Finding, FindingCode, Severity } from "../../contract/model/finding.ts";
import type { CsvState } from "../../log/csv/csvState.ts";
import type { WorkerSettings } from "../../protocol/worker.ts";
import { t } from "../../l10n.ts";

/** Where a CSV stands and how it is kept. */
export interface CsvPlace {
  readonly path: string;
  readonly csv: WorkerSettings["csv"];
}

/** What to say of a CSV that does not stand beside its log as it should; null where there is nothing to say. */
export function csvFinding({ state, message }: CsvState, { path, csv }: CsvPlace): Finding | null {
  const name = basename(path);
  switch (state) {
    case "current":
    case "off":
      return null;
    case "missing":
      return csv === "on" ? null : finding("csv-missing", "information", missing(name, csv));
    case "stale":
      return finding(
        "csv-stale",
        "warning",
        t(
          '{0} is not what this log gives: it was edited, or the log was written anew. It is left alone; the quick fix "Generate CSV" replaces it.',
          name,
        ),
      );
    case "foreign":
      return finding(
        "csv-foreign",
        "information",
        t('{0} was not made from this log and is left alone. The quick fix "Generate CSV" replaces it.', name),
      );
    case "refused":
      return finding(
        "csv-foreign",
        "warning",
        t("{0} is a link, a folder or a device, which is never written over. Take it away to get a CSV.", name),
      );
    case "failed":
      return finding("csv-stale", "warning", message ?? t("{0} could not be written. It is tried again.", name));
  }
}

function missing(name: string, csv: WorkerSettings["csv"]): string {
  return csv === "untrusted"
    ? t(
        "There is no {0} beside this log, and none is written in a workspace that is not trusted. Trust it to get one.",
        name,
      )
    : t(
        'There is no {0} beside this log. The quick fix "Generate CSV" writes it; the setting "slopewise.csv.write" keeps one.',
        name,
      );
}

function finding(code: FindingCode, severity: Severity, message: string): Finding {
  return { code, severity, metric: null, line: null, column: null, count: 1, message };
}
