import { basename } from "node:path";
import type { Finding } from "../../../contract/model/finding.ts";
import { csvPathOf } from "../../../log/csv/csvPath.ts";
import { counted, t } from "../../../l10n.ts";
import { hasNoCsv, type CsvActions } from "../csvActions.ts";
import type { Run, Runs } from "../../runs/runs.ts";
import { ofCode, type Fix, type FixFamily } from "./fix.ts";

/** What can be done about a CSV that is missing, too wide, not what the log gives, or somebody else's. */
export function csvFixes(csv: CsvActions, runs: Runs): FixFamily {
  return (run, findings) => [
    ...missing(csv, runs, [run, ofCode(findings, "csv-missing")]),
    ...differing(csv, run, ofCode(findings, "csv-stale", "csv-foreign")),
    ...foreign(csv, run, ofCode(findings, "csv-foreign")),
    ...tooWide(csv, run, ofCode(findings, "csv-too-wide")),
  ];
}

function missing(csv: CsvActions, runs: Runs, [run, about]: readonly [Run, readonly Finding[]]): Fix[] {
  const without = about.length === 0 ? 0 : runs.all.filter(hasNoCsv).length;
  const one: Fix = { title: t("Generate CSV"), about, preferred: true, apply: () => csv.generate(run) };
  const title = counted(without, ["Generate {0} Missing CSV", "Generate All {0} Missing CSVs"]);
  const all: Fix = { title, about, apply: () => csv.generateAllMissing() };
  return without === 0 ? [] : without === 1 ? [one] : [one, all];
}

function differing(csv: CsvActions, run: Run, about: readonly Finding[]): Fix[] {
  return about.length === 0
    ? []
    : [
        { title: t("Compare CSV with the Log"), about, preferred: true, apply: () => csv.compare(run) },
        { title: t("Generate CSV"), about, apply: () => csv.generate(run) },
      ];
}

function tooWide(csv: CsvActions, run: Run, about: readonly Finding[]): Fix[] {
  return about.length === 0 ? [] : [{ title: t("Generate CSV"), about, apply: () => csv.generate(run) }];
}

function foreign(csv: CsvActions, run: Run, about: readonly Finding[]): Fix[] {
  const [present, other] = [csvPathOf(run.uri.fsPath), csvPathOf(run.uri.fsPath, "slopewise")].map((path) =>
    basename(path),
  );
  const title = t("Keep {0} and Write {1}", present ?? "", other ?? "");
  return about.length === 0 || run.status?.csvPath !== csvPathOf(run.uri.fsPath)
    ? []
    : [{ title, about, apply: () => csv.moveAside(run) }];
}

/** What follows from another metric; next to findings of metrics that are lost it is not what matters. */
export function derivedFixes(csv: CsvActions): FixFamily {
  return (run, findings) => {
    const about = ofCode(findings, "derivable-metric");
    const title = t("Write {0} with Derived Columns", basename(csvPathOf(run.uri.fsPath, "derived")));
    const preferred = about.length === findings.length;
    return about.length === 0 ? [] : [{ title, about, preferred, apply: () => csv.writeDerived(run) }];
  };
}
