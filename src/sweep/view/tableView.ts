import { parseCurvesView, usualCurves, type CurvesView } from "./curvesView.ts";

/** How a person has laid out the table of runs: what is kept for a workspace. */
export interface TableView {
  readonly filter: string;
  /** Sorted by the first, ties by the next. */
  readonly sort: readonly SortKey[];
  /** Columns whose values make the groups, from the outermost in; `folder` groups by folders. */
  readonly groupBy: readonly string[];
  /** Groups that are closed, by key. */
  readonly closed: readonly string[];
  /** Runs that stay on top, and those that are not shown, by log. */
  readonly pinned: readonly string[];
  readonly hidden: readonly string[];
  /** Run that differences are shown against, by log; null for none. */
  readonly baseline: string | null;
  /** The scatter plot and the parallel coordinates below the table. */
  readonly relations: RelationsView;
  /** Columns in the order that a person gave them; empty for the usual one. */
  readonly order: readonly string[];
  /** Columns that a person showed (true) or hid (false), by id. */
  readonly chosen: Readonly<Record<string, boolean>>;
  /** Widths that a person gave columns, in pixels by id. */
  readonly widths: Readonly<Record<string, number>>;
  /** The half of the page that is in sight. */
  readonly tab: "table" | "analysis";
  /** The charts below the table. */
  readonly curves: CurvesView;
  readonly analysis: AnalysisView;
}

/** Settings that the figures of the analysis color by, and map across and up; empty for the usual ones. */
export interface AnalysisView {
  readonly group: string;
  readonly x: string;
  readonly y: string;
}

export interface RelationsView {
  readonly isShown: boolean;
  /** Columns of the scatter plot, and the one that colors both plots; empty for the usual ones, and for no color. */
  readonly x: string;
  readonly y: string;
  readonly color: string;
  /** A kind of trend; empty for none. */
  readonly trend: string;
  /** Columns of the parallel coordinates, from the left; empty for the usual ones. */
  readonly axes: readonly string[];
  /** What each brush says in the filter, by column. */
  readonly brushes: Readonly<Record<string, string>>;
}

export interface SortKey {
  readonly column: string;
  readonly descending: boolean;
}

export const emptyView: TableView = {
  filter: "",
  sort: [],
  groupBy: [],
  closed: [],
  pinned: [],
  hidden: [],
  baseline: null,
  relations: { isShown: false, x: "", y: "", color: "", trend: "linear", axes: [], brushes: {} },
  order: [],
  chosen: {},
  widths: {},
  tab: "table",
  curves: usualCurves,
  analysis: { group: "", x: "", y: "" },
};

/** Widths that a column may have, in pixels. */
export const narrowest = 40;
export const widest = 800;

/** A view that was kept earlier, perhaps by another version: what of it is sound, the usual for the rest. */
export function parseTableView(kept: unknown): TableView {
  const parts: Record<string, unknown> = isRecord(kept) ? kept : {};
  return {
    filter: typeof parts["filter"] === "string" ? parts["filter"] : "",
    sort: listOf(parts["sort"], isSortKey),
    groupBy: listOf(parts["groupBy"], isText),
    closed: listOf(parts["closed"], isText),
    pinned: listOf(parts["pinned"], isText),
    hidden: listOf(parts["hidden"], isText),
    baseline: isText(parts["baseline"]) ? parts["baseline"] : null,
    relations: relationsOf(parts["relations"]),
    order: listOf(parts["order"], isText),
    chosen: recordOf(parts["chosen"], (value) => typeof value === "boolean"),
    widths: recordOf(parts["widths"], isWidth),
    tab: parts["tab"] === "analysis" ? "analysis" : "table",
    curves: parseCurvesView(parts["curves"]),
    analysis: parseAnalysisView(parts["analysis"]),
  };
}

/** What is kept or sent of it: anything but a text is the usual. */
export function parseAnalysisView(kept: unknown): AnalysisView {
  const parts: Record<string, unknown> = isRecord(kept) ? kept : {};
  const text = (name: keyof AnalysisView): string => (isText(parts[name]) ? parts[name] : "");
  return { group: text("group"), x: text("x"), y: text("y") };
}

function relationsOf(kept: unknown): RelationsView {
  const parts: Record<string, unknown> = isRecord(kept) ? kept : {};
  const usual = emptyView.relations;
  const text = (name: "x" | "y" | "color" | "trend"): string => {
    const value = parts[name];
    return isText(value) ? value : usual[name];
  };
  return {
    ...{ isShown: parts["isShown"] === true, x: text("x"), y: text("y"), color: text("color"), trend: text("trend") },
    axes: listOf(parts["axes"], isText),
    brushes: recordOf(parts["brushes"], isText),
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isSortKey(value: unknown): value is SortKey {
  return isRecord(value) && isText(value["column"]) && typeof value["descending"] === "boolean";
}

function isWidth(value: unknown): value is number {
  return typeof value === "number" && value >= narrowest && value <= widest;
}

function listOf<T>(value: unknown, is: (item: unknown) => item is T): readonly T[] {
  return Array.isArray(value) ? value.filter(is) : [];
}

function recordOf<T>(value: unknown, is: (item: unknown) => item is T): Readonly<Record<string, T>> {
  return isRecord(value)
    ? Object.fromEntries(Object.entries(value).filter((pair): pair is [string, T] => is(pair[1])))
    : {};
}

/** There is room for one thing below the table: charts and relations take each other's place. */
export function withOneBelow(before: TableView, { curves, relations, ...view }: TableView): TableView {
  const isOpened = relations.isShown && !before.relations.isShown;
  return {
    ...view,
    curves: { ...curves, isShown: curves.isShown && !isOpened },
    relations: { ...relations, isShown: relations.isShown && (isOpened || !curves.isShown) },
  };
}
