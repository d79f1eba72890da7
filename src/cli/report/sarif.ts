import { dirname, isAbsolute, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Log, Region, Result } from "sarif";
import { version } from "../../../package.json";
import { findingCodes, findingKey, type Finding, type Severity } from "../../contract/model/finding.ts";
import { findingMeanings } from "../../contract/model/findingMeanings.ts";
import { findingText, relatedText } from "../../contract/texts/findingText.ts";
import type { FoundLog } from "../runs/foundLog.ts";
import { printable } from "../../printable.ts";

const levels: Readonly<Record<Severity, Result.level>> = {
  error: "error",
  warning: "warning",
  information: "note",
  hint: "note",
};

/** One finding and the log that it is about. */
export interface PlacedFinding {
  readonly log: FoundLog;
  readonly finding: Finding;
}

/** Findings as a log of SARIF 2.1.0 (OASIS 2020), which code scanning services read. */
export function sarifLog(placed: readonly PlacedFinding[]): Log {
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "Slopewise",
            version,
            rules: findingCodes.map((id) => ({ id, shortDescription: { text: findingMeanings[id] } })),
          },
        },
        columnKind: "utf16CodeUnits",
        results: placed.map(resultOf),
      },
    ],
  };
}

function resultOf({ log, finding }: PlacedFinding): Result {
  const { code, severity, metric, line, count, inRecords, related = [] } = finding;
  const artifactLocation = { uri: uriOf(log.path) };
  return {
    ruleId: code,
    level: levels[severity],
    message: { text: findingText(finding) },
    locations: [{ physicalLocation: { artifactLocation, region: regionOf(finding) } }],
    ...(related.length === 0
      ? {}
      : {
          relatedLocations: related.map((place) => ({
            physicalLocation: {
              artifactLocation:
                place.file === undefined ? artifactLocation : { uri: uriOf(join(dirname(log.path), place.file)) },
              region: { startLine: place.file === undefined && inRecords === true ? 1 : place.line },
            },
            message: { text: relatedText(place) },
          })),
        }),
    // The same finding in the same log is the same result, whatever the numbers in its sentence.
    partialFingerprints: { "slopewise/v1": [log.label, code, metric ?? ""].join(":") },
    properties: { run: log.run, key: findingKey(finding), metric, count, line },
  };
}

/** The place within the line where that is known; a finding about the whole log is placed on its first line. */
function regionOf({ line, column, span, inRecords }: Finding): Region {
  if (inRecords === true) {
    return { startLine: 1 };
  }
  if (span !== undefined) {
    return { startLine: span.line, startColumn: span.startColumn, endColumn: span.endColumn };
  }
  return { startLine: line ?? 1, ...(column === null ? {} : { startColumn: column }) };
}

/** A path as a reference relative to the working folder, or as a file URI where it is absolute. */
function uriOf(path: string): string {
  return isAbsolute(path)
    ? pathToFileURL(path).href
    : path.replaceAll("\\", "/").split("/").map(encodeURIComponent).join("/");
}

/** A finding as a workflow command that GitHub Actions shows as an annotation. */
export function githubAnnotation({ log, finding }: PlacedFinding): string {
  const { code, severity, line, column, span, inRecords } = finding;
  const level = levels[severity] === "note" ? "notice" : levels[severity];
  const properties = [
    `file=${escaped(log.path, true)}`,
    ...(line === null || inRecords === true ? [] : [`line=${line}`]),
    ...(span !== undefined
      ? [`col=${span.startColumn}`, `endColumn=${span.endColumn - 1}`]
      : column === null
        ? []
        : [`col=${column}`]),
    `title=${escaped(`Slopewise: ${code}`, true)}`,
  ];
  return `::${level} ${properties.join(",")}::${escaped(findingText(finding), false)}`;
}

function escaped(text: string, property: boolean): string {
  const escapedText = printable(text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A"));
  return property ? escapedText.replaceAll(":", "%3A").replaceAll(",", "%2C") : escapedText;
}
