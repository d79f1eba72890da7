import { modelNames, type ModelName } from "../../src/numerics/models/modelFit.ts";
import { modelsByFit } from "../../src/review/model/modelOrder.ts";
import type { RunReview } from "../../src/review/model/runReview.ts";
import { mostSmoothing } from "../../src/sweep/view/curvesView.ts";
import { trendKinds, type TrendKind } from "../../src/review/model/trendLine.ts";
import type { AxisKind, Range } from "../axes/range.ts";
import { pageAxes, type PageAxis } from "../axes/pageAxis.ts";

/** What a person chose in a panel: kept by the page, so that it survives new data, hiding and a reload. */
export interface ViewState {
  /** URIs of the logs: how the extension knows which runs a revived page shows. */
  readonly logs: readonly string[];
  readonly axis: PageAxis;
  readonly x: AxisKind;
  readonly y: AxisKind;
  /** The models that a person chose to see; null as long as nobody chose, which shows those worth seeing. */
  readonly models: readonly ModelName[] | null;
  /** The part of the x axis that all charts show, or null for all of it. */
  readonly zoom: Range | null;
  /** Whether that part moves along with the end of a run that grows. */
  readonly follows: boolean;
  /** Weight of what came before in the lines through the charts, 0 for none. */
  readonly smoothing: number;
  /** Whether y axes leave out the outermost 1 % at either end. */
  readonly clips: boolean;
  /** The trend that is drawn through every small chart; null for none. */
  readonly trend: TrendKind | null;
  readonly scroll: number;
  /** When the person chose last, in milliseconds since 1970; 0 as long as nobody chose. */
  readonly chosen: number;
}

/** What a page shows that nobody changed yet. */
export function firstView(logs: readonly string[]): ViewState {
  return {
    logs,
    axis: "clock",
    x: "log",
    y: "log",
    models: null,
    zoom: null,
    follows: false,
    smoothing: 0,
    clips: false,
    trend: null,
    scroll: 0,
    chosen: 0,
  };
}

/** What a view shows, whichever part of the x axis that is. */
export function beyondZoom({ axis, x, y, models, follows, smoothing, clips, trend }: ViewState): readonly unknown[] {
  return [axis, x, y, models, follows, smoothing, clips, trend];
}

/**
 * Of the views that were kept in several places the one that was chosen last, as far as it is sound; the first view for
 * the rest, and where all are of other logs.
 */
export function restoredView(kept: readonly unknown[], logs: readonly string[]): ViewState {
  const views = kept.map((view) => soundView(view, logs)).filter((view) => view !== null);
  const first = views[0] ?? firstView(logs);
  return views.reduce((latest, view) => (view.chosen > latest.chosen ? view : latest), first);
}

function soundView(kept: unknown, logs: readonly string[]): ViewState | null {
  if (typeof kept !== "object" || kept === null || !("logs" in kept) || !isSame(kept.logs, logs)) {
    return null;
  }
  const first = firstView(logs);
  const view: Readonly<Record<string, unknown>> = { ...kept };
  return {
    logs,
    axis: pageAxes.find((axis) => axis === view["axis"]) ?? first.axis,
    x: isAxisKind(view["x"]) ? view["x"] : first.x,
    y: isAxisKind(view["y"]) ? view["y"] : first.y,
    models: modelsOf(view["models"]),
    zoom: isRange(view["zoom"]) ? view["zoom"] : null,
    follows: view["follows"] === true,
    smoothing: smoothingOf(view["smoothing"]),
    clips: view["clips"] === true,
    trend: trendKinds.find((kind) => kind === view["trend"]) ?? null,
    scroll: atLeastZero(view["scroll"]),
    chosen: atLeastZero(view["chosen"]),
  };
}

/** A model of a lesser Akaike weight is not drawn unasked: it crosses the curve and hides it. */
const worthSeeing = 0.05;

/** The models that a chart shows, the best first: those that were chosen, else those that the curve gives any support. */
export function shownModels(
  { models }: Pick<ViewState, "models">,
  { fits, best }: Pick<RunReview, "fits" | "best">,
): readonly ModelName[] {
  if (fits === null) {
    return models ?? [];
  }
  return modelsByFit(fits).filter((name) =>
    models === null ? name === best || (fits[name].weight ?? 0) > worthSeeing : models.includes(name),
  );
}

function modelsOf(kept: unknown): readonly ModelName[] | null {
  return Array.isArray(kept) ? modelNames.filter((name) => kept.includes(name)) : null;
}

function isSame(kept: unknown, logs: readonly string[]): boolean {
  return Array.isArray(kept) && kept.length === logs.length && logs.every((log, i) => kept[i] === log);
}

function smoothingOf(kept: unknown): number {
  return typeof kept === "number" && kept >= 0 && kept <= mostSmoothing ? kept : 0;
}

function atLeastZero(value: unknown): number {
  return typeof value === "number" && value >= 0 ? value : 0;
}

function isAxisKind(value: unknown): value is AxisKind {
  return value === "log" || value === "linear";
}

function isRange(value: unknown): value is Range {
  return (
    Array.isArray(value) &&
    value.length === 2 &&
    value.every((bound) => typeof bound === "number" && Number.isFinite(bound)) &&
    value[0] < value[1]
  );
}
