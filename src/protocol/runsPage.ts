import { changeOf, type JudgmentChange } from "../sweep/verdicts/judgmentChange.ts";
import { axisIds } from "../review/model/axisIds.ts";
import type { ShownAnalysis } from "./shownAnalysis.ts";
import type { CurvesOfLog } from "../sweep/curves/inOneBuffer.ts";
import type { LinesChart } from "../sweep/curves/linesChart.ts";
import { parsePicture, type PictureMessage } from "./picture.ts";
import type { CurveAsk } from "../sweep/curves/runCurve.ts";
import type { PackedRows } from "../sweep/rows/packedRows.ts";
import { parseAnalysisView, type AnalysisView } from "../sweep/view/tableView.ts";
import type { RunRow } from "../sweep/rows/runRow.ts";

/** Host to the page of the table of runs. */
export type ToRunsPage =
  RowsMessage | CurvesMessage | AnalysisMessage | PictureMessage | ViewsMessage | TickMessage | ExportMessage;

/** Tick these runs and no others, and draw them. */
export interface TickMessage {
  readonly type: "tick";
  readonly logs: readonly string[];
}

/** Ask for a report of what is shown, by a message of the same name. */
export interface ExportMessage {
  readonly type: "export";
}

/** What the runs that the page named show together; why there is nothing, where that is so. */
export interface AnalysisMessage {
  readonly type: "analysis";
  readonly ask: number;
  readonly analysis: ShownAnalysis | null;
  /** The runs that it is of, in the order that the marks of its figures count by. */
  readonly logs: readonly string[];
  readonly problem: string;
}

/** The views that people share, by name, unchecked. */
export interface ViewsMessage {
  readonly type: "views";
  readonly views: readonly { readonly name: string; readonly view: unknown }[];
}

/** The curves of some runs that the page asked for, under the number that it gave what it asked. */
export interface CurvesMessage {
  readonly type: "curves";
  readonly ask: number;
  readonly runs: readonly CurvesOfLog[];
}

/** Rows that are new or changed. */
export interface RowsMessage {
  readonly type: "rows";
  readonly rows: readonly RunRow[];
  /** More rows, before these; null for none. */
  readonly packed: PackedRows | null;
  /** Logs whose rows are gone. */
  readonly removed: readonly string[];
  /** Whether these are all rows that there are. */
  readonly whole: boolean;
  /** With all rows, how the person laid out the table when it was last open, unchecked; else null. */
  readonly view: unknown;
  /** What is missing of the table, in sentences; of the runs of a workspace nothing is. */
  readonly missing: readonly string[];
  /** False until the workspace has been searched for the first time. */
  readonly searched: boolean;
  /** Whether metrics of the runs can be drawn; a table alone has none. */
  readonly hasCurves: boolean;
}

/** The page of the table of runs to the host. */
export type FromRunsPage =
  /** The page's script runs and may be sent the rows. */
  | { readonly type: "ready" }
  /** Show the review of a run. */
  | { readonly type: "open"; readonly log: string }
  | { readonly type: "openLog"; readonly log: string }
  /** Write down what the person said of some runs. */
  | { readonly type: "judge"; readonly logs: readonly string[]; readonly change: JudgmentChange }
  /** Draw these runs; what was asked before under another number is not wanted any more. */
  | { readonly type: "curves"; readonly ask: number; readonly logs: readonly string[]; readonly what: CurveAsk }
  /** Say what these runs show together. */
  | { readonly type: "analyze"; readonly ask: number; readonly logs: readonly string[]; readonly view: AnalysisView }
  /** Write the report of these runs into a folder that the person names. */
  | { readonly type: "export"; readonly logs: readonly string[] }
  /** Draw a chart for a paper. */
  | { readonly type: "picture"; readonly ask: number; readonly chart: LinesChart }
  /** Write what was drawn to a file that the person names. */
  | ({ readonly type: "save" } & SavedFile)
  /** Share how the person laid out the table, under a name. */
  | { readonly type: "saveView"; readonly name: string; readonly view: object }
  /** Open the file of shared views. */
  | { readonly type: "openViews" }
  /** Remember how the person laid out the table. */
  | { readonly type: "keep"; readonly view: object }
  /** A script error in the page, for the log output channel. */
  | { readonly type: "failed"; readonly message: string };

/** What a page gives away: text, or a PNG in base64. */
export interface SavedFile {
  readonly kind: "svg" | "png" | "csv";
  /** What the file is called until the person names it, without its ending. */
  readonly name: string;
  readonly content: string;
}

/** Room for thousands of runs that were pinned, hidden or closed by hand. */
const longestView = 2_000_000;

const longestMessage = 10_000;

/** The message that the page sent, or null where it is none of ours: what comes in is not trusted. */
export function parseFromRunsPage(value: unknown): FromRunsPage | null {
  if (typeof value !== "object" || value === null || !("type" in value)) {
    return null;
  }
  switch (value.type) {
    case "ready":
    case "openViews":
      return { type: value.type };
    case "saveView":
      return "name" in value && isText(value.name, 100) && value.name !== "" && "view" in value && isView(value.view)
        ? { type: "saveView", name: value.name, view: value.view }
        : null;
    case "open":
    case "openLog":
      return "log" in value && typeof value.log === "string" ? { type: value.type, log: value.log } : null;
    case "curves":
      return parseCurves(value);
    case "analyze":
      return parseAnalyze(value);
    case "export":
      return parseExport(value);
    case "picture":
      return parsePicture(value);
    case "save":
      return parseSave(value);
    case "judge":
      return parseJudge(value);
    case "keep":
      return "view" in value && isView(value.view) ? { type: "keep", view: value.view } : null;
    case "failed":
      return "message" in value && typeof value.message === "string"
        ? { type: "failed", message: value.message.slice(0, longestMessage) }
        : null;
    default:
      return null;
  }
}

/** A page draws no more metrics at once, and no more points of a curve than a screen has. */
const mostMetrics = 100;
const mostPoints = 4_000;
const longestMetric = 10_000;

/** Longer than a figure of ten thousand runs. */
const longestFigure = 60_000_000;

function isText(value: unknown, longest: number): value is string {
  return typeof value === "string" && value.length <= longest;
}

function parseSave(value: object): FromRunsPage | null {
  const { kind, name, content }: Readonly<Record<string, unknown>> = { ...value };
  return (kind === "svg" || kind === "png" || kind === "csv") && isText(name, 100) && isText(content, longestFigure)
    ? { type: "save", kind, name, content }
    : null;
}

function parseExport(value: object): FromRunsPage | null {
  const { logs }: Readonly<Record<string, unknown>> = { ...value };
  return areLogs(logs) ? { type: "export", logs } : null;
}

function areLogs(logs: unknown): logs is readonly string[] {
  return Array.isArray(logs) && logs.length <= mostJudged && logs.every((log) => typeof log === "string");
}

function parseAnalyze(value: object): FromRunsPage | null {
  const { ask, logs, view }: Readonly<Record<string, unknown>> = { ...value };
  return typeof ask === "number" && areLogs(logs)
    ? { type: "analyze", ask, logs, view: parseAnalysisView(view) }
    : null;
}

function parseCurves(value: object): FromRunsPage | null {
  const { ask, logs, what }: Readonly<Record<string, unknown>> = { ...value };
  const areLogsOf = Array.isArray(logs) && logs.length <= mostJudged && logs.every((log) => typeof log === "string");
  const parsed = parseCurveAsk(what);
  return typeof ask === "number" && areLogsOf && parsed !== null ? { type: "curves", ask, logs, what: parsed } : null;
}

function parseCurveAsk(value: unknown): CurveAsk | null {
  if (typeof value !== "object" || value === null) {
    return null;
  }
  const { axis, metrics, points, isLog, range }: Readonly<Record<string, unknown>> = { ...value };
  const known = axisIds.find((one) => one === axis);
  const areMetrics =
    Array.isArray(metrics) &&
    metrics.length <= mostMetrics &&
    metrics.every((metric) => typeof metric === "string" && metric.length <= longestMetric);
  const isCount = typeof points === "number" && Number.isInteger(points) && points >= 2 && points <= mostPoints;
  const isRange =
    range === null || (Array.isArray(range) && range.length === 2 && range.every((end) => Number.isFinite(end)));
  return known !== undefined && areMetrics && isCount && typeof isLog === "boolean" && isRange
    ? { axis: known, metrics: metrics as string[], points, isLog, range: range as [number, number] | null }
    : null;
}

/** A person judges all runs that are shown at most. */
const mostJudged = 100_000;

function parseJudge(value: object): FromRunsPage | null {
  const logs: unknown = "logs" in value ? value.logs : null;
  const change = "change" in value ? changeOf(value.change) : null;
  const areTexts = Array.isArray(logs) && logs.every((log) => typeof log === "string");
  return areTexts && logs.length >= 1 && logs.length <= mostJudged && change !== null
    ? { type: "judge", logs, change }
    : null;
}

function isView(value: unknown): value is object {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return false;
  }
  try {
    return JSON.stringify(value).length <= longestView;
  } catch {
    return false;
  }
}
