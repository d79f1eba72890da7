import type { LinesChart } from "../sweep/curves/linesChart.ts";
import { parsePicture, type PictureMessage } from "./picture.ts";
import type { RunLife } from "../run/runState.ts";
import type { ColumnPart, ColumnWant } from "../review/panel/columnPart.ts";
import type { ShownSettings } from "../review/panel/shownSettings.ts";
import { axisIds, type ColumnId } from "../review/model/axisIds.ts";
import { roleNames, type ReadAs, type Role } from "../review/model/readAs.ts";
import { trendKinds } from "../numerics/regression/trendKinds.ts";
import type { TrendAsk, TrendLine } from "../review/model/trendLine.ts";
import type { LogFacts } from "../run/runPace.ts";
import type { RunPlot } from "../review/model/runPlot.ts";
import type { RunReview } from "../review/model/runReview.ts";

/** What a run panel shows: always the whole state, so that a panel that was hidden or reloaded needs no history. */
export interface PanelState {
  /** URI of the log: what the panel keeps in its own state, so that it finds its run again after a reload. */
  readonly log: string;
  /** Name of the run for headings. */
  readonly run: string;
  readonly review: RunReview | null;
  readonly plot: RunPlot | null;
  /** Milliseconds since 1970 of the poll of the log that `review` comes from, or null before the first. */
  readonly lastRead: number | null;
  /** Of the log as it was when `review` was made; null before the first. */
  readonly facts: LogFacts | null;
  /** Which columns were read as what for `review`; null before the first. */
  readonly readAs: ReadAs | null;
  /** The run's state, and since when its log has not grown (milliseconds since 1970); null where not known. */
  readonly life: (RunLife & { readonly lastGrowth: number }) | null;
  /** Names of the file that the run is read from and of those that hold it less exactly; absent where there are none. */
  readonly sources?: { readonly file: string; readonly also: readonly string[] } | undefined;
  /** Whether the CSV can be opened in Data Wrangler, which is another extension. */
  readonly wrangler: boolean;
  /** The settings of the run, next to the baseline's; absent where they were not read yet. */
  readonly settings?: ShownSettings;
  /** Why there is no review, or no newer one, in words a person can act on; null where one may be on its way. */
  readonly problem: string | null;
}

/** Host to panel. */
export type ToPanel =
  | { readonly type: "state"; readonly state: PanelState }
  /** A part of a column that the panel asked for; `log` is the run's, as in its state. */
  | { readonly type: "columns"; readonly log: string; readonly part: ColumnPart }
  /** The trend that the panel asked for, or null where it could not be had. */
  | { readonly type: "trend"; readonly log: string; readonly metric: string; readonly trend: TrendLine | null }
  /** A chart that the panel asked for, as an SVG document; null with a reason where there is none. */
  | PictureMessage;

/** What a chart is saved as. */
const savedKinds = ["svg", "csv", "png"] as const;
export type SavedKind = (typeof savedKinds)[number];

/** Panel to host. */
export type FromPanel =
  /** The panel's script runs and may be sent its state. */
  | { readonly type: "ready" }
  /** Send these columns of a run and whatever is new in them, and no others of it. */
  | { readonly type: "columns"; readonly log: string; readonly wants: readonly ColumnWant[] }
  /** Send the trend of a metric over the part of an axis that is visible. */
  | { readonly type: "trend"; readonly log: string; readonly ask: TrendAsk }
  /** Draw a chart for a paper. */
  | { readonly type: "picture"; readonly ask: number; readonly chart: LinesChart }
  /** Open the log at a line (1-based), or at its start. */
  | { readonly type: "openLog"; readonly log: string; readonly line: number | null }
  | { readonly type: "openCsv"; readonly log: string }
  | { readonly type: "wrangleCsv"; readonly log: string }
  /** Offer what can be done about the finding that has this key. */
  | { readonly type: "fix"; readonly log: string; readonly key: string }
  /** From now on read the run's `role` off this column, or off whichever its log shows where null. */
  | { readonly type: "readAs"; readonly log: string; readonly role: Role; readonly column: string | null }
  /** Forget all columns that were chosen for the run. */
  | { readonly type: "readAutomatically"; readonly log: string }
  /** Write the columns that were chosen into a contract. */
  | { readonly type: "writeRoles"; readonly log: string }
  /** Remember what the person chose in the panel, for the next time that it is opened. */
  | { readonly type: "keep"; readonly view: object }
  /** Remember the metrics that the person looks at first, for the reviews of all runs. */
  | { readonly type: "favorites"; readonly metrics: readonly string[] }
  /** Write what a chart shows to a file that the person names; `name`: its name without an ending, a PNG is in base64. */
  | {
      readonly type: "save";
      readonly log: string;
      readonly kind: SavedKind;
      readonly name: string;
      readonly text: string;
    }
  /** A script error in the panel, for the log output channel. */
  | { readonly type: "failed"; readonly message: string };

/** The message that a panel sent, or null where it is none of ours: what comes in is not trusted. */
export function parseFromPanel(value: unknown): FromPanel | null {
  if (typeof value !== "object" || value === null || !("type" in value)) {
    return null;
  }
  switch (value.type) {
    case "ready":
      return { type: "ready" };
    case "failed":
      return "message" in value && typeof value.message === "string"
        ? { type: "failed", message: value.message.slice(0, 10_000) }
        : null;
    case "keep":
      return parseKeep(value);
    case "favorites":
      return parseFavorites(value);
    case "picture":
      return parsePicture(value);
    default:
      return "log" in value && typeof value.log === "string" ? parseOfRun(value, value.log) : null;
  }
}

/** More than anybody looks at first. */
const mostFavorites = 500;

function parseFavorites(value: object): FromPanel | null {
  const metrics: unknown = "metrics" in value ? value.metrics : null;
  if (!Array.isArray(metrics) || metrics.length > mostFavorites) {
    return null;
  }
  const names = metrics.filter((name): name is string => typeof name === "string" && name.length <= longestName);
  return names.length === metrics.length ? { type: "favorites", metrics: names } : null;
}

/** Longer than any view that a page makes, which holds the names of the metrics that were picked. */
const longestView = 100_000;

function parseKeep(value: object): FromPanel | null {
  const view: unknown = "view" in value ? value.view : null;
  const isView = typeof view === "object" && view !== null && !Array.isArray(view);
  return isView && lengthOf(view) <= longestView ? { type: "keep", view } : null;
}

/** Characters of a value as JSON; infinite where JSON cannot hold it. */
function lengthOf(value: object): number {
  try {
    return JSON.stringify(value).length;
  } catch {
    return Infinity;
  }
}

/** A message about one run. */
function parseOfRun(value: object & { readonly type?: unknown }, log: string): FromPanel | null {
  switch (value.type) {
    case "openCsv":
    case "wrangleCsv":
    case "readAutomatically":
    case "writeRoles":
      return { type: value.type, log };
    case "fix":
      return "key" in value && typeof value.key === "string" ? { type: "fix", log, key: value.key } : null;
    case "openLog":
      return parseOpenLog(value, log);
    case "readAs":
      return parseReadAs(value, log);
    case "columns":
      return parseColumns(value, log);
    case "trend":
      return parseTrend(value, log);
    case "save":
      return parseSave(value, log);
    default:
      return null;
  }
}

function parseTrend(value: object, log: string): FromPanel | null {
  const ask: unknown = "ask" in value ? value.ask : null;
  if (typeof ask !== "object" || ask === null) {
    return null;
  }
  const { metric, kind, axis, origin, range, isLog }: Readonly<Record<string, unknown>> = { ...ask };
  const [knownKind, knownAxis] = [trendKinds.find((one) => one === kind), axisIds.find((one) => one === axis)];
  const isSound = typeof metric === "string" && metric.length <= longestName && typeof isLog === "boolean";
  return isSound && knownKind !== undefined && knownAxis !== undefined && isNumber(origin) && isRange(range)
    ? {
        type: "trend",
        log,
        ask: { metric, kind: knownKind, axis: knownAxis, isLog, origin, range: [range[0], range[1]] },
      }
    : null;
}

function isNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

function isRange(value: unknown): value is readonly [number, number] {
  return Array.isArray(value) && value.length === 2 && value.every(isNumber);
}

function parseOpenLog(value: object, log: string): FromPanel | null {
  const line = "line" in value ? value.line : null;
  if (line === null) {
    return { type: "openLog", log, line: null };
  }
  return isCount(line) && line >= 1 ? { type: "openLog", log, line } : null;
}

/** Longer than any name that a log's reader takes. */
const longestName = 10_000;

function parseReadAs(value: object, log: string): FromPanel | null {
  const role = "role" in value ? roleNames.find((one) => one === value.role) : undefined;
  const column = "column" in value ? value.column : undefined;
  const isName = column === null || (typeof column === "string" && column.length <= longestName);
  return role !== undefined && isName ? { type: "readAs", log, role, column } : null;
}

function parseSave(value: object, log: string): FromPanel | null {
  const { kind, name, text }: Readonly<Record<string, unknown>> = { ...value };
  const known = savedKinds.find((one) => one === kind);
  const isSound = typeof name === "string" && /^[\w-]{1,100}$/.test(name) && typeof text === "string";
  return known !== undefined && isSound ? { type: "save", log, kind: known, name, text } : null;
}

/** More columns than this are nothing that a person looks at. */
const mostColumns = 1_000;

function parseColumns(value: object, log: string): FromPanel | null {
  const wants: unknown = "wants" in value ? value.wants : null;
  if (!Array.isArray(wants) || wants.length > mostColumns) {
    return null;
  }
  const parsed = wants.map(parseWant).filter((want) => want !== null);
  return parsed.length === wants.length ? { type: "columns", log, wants: parsed } : null;
}

function parseWant(want: unknown): ColumnWant | null {
  if (typeof want !== "object" || want === null || !("id" in want) || !("have" in want)) {
    return null;
  }
  return isColumnId(want.id) && isCount(want.have) ? { id: want.id, have: want.have } : null;
}

function isColumnId(id: unknown): id is ColumnId {
  return typeof id === "string" && (id.startsWith("metric:") || id === "@line" || axisIds.some((axis) => axis === id));
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}
