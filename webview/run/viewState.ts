import { modelNames, type ModelName } from "../../src/numerics/modelFit.ts";
import type { AxisKind, Range } from "../shared/range.ts";

/** What a person chose in a panel: kept by the page, so that it survives new data, hiding and a reload. */
export interface ViewState {
  /** URI of the log: how the extension knows which run a revived page shows. */
  readonly log: string;
  readonly x: AxisKind;
  readonly y: AxisKind;
  /** The models that a person chose to see; null as long as nobody chose, which shows the plain ones and the best. */
  readonly models: readonly ModelName[] | null;
  /** The part of t that both charts show, or null for all of it. */
  readonly zoom: Range | null;
  readonly scroll: number;
}

/** What a page shows that nobody changed yet. */
export function firstView(log: string): ViewState {
  return { log, x: "log", y: "log", models: null, zoom: null, scroll: 0 };
}

/** The view that a page kept, as far as it is sound; the first view for the rest. */
export function restoredView(kept: unknown, log: string): ViewState {
  const first = firstView(log);
  if (typeof kept !== "object" || kept === null || !("log" in kept) || kept.log !== log) {
    return first;
  }
  return {
    log,
    x: "x" in kept && isAxisKind(kept.x) ? kept.x : first.x,
    y: "y" in kept && isAxisKind(kept.y) ? kept.y : first.y,
    models: "models" in kept ? modelsOf(kept.models) : null,
    zoom: "zoom" in kept && isRange(kept.zoom) ? kept.zoom : null,
    scroll: "scroll" in kept && typeof kept.scroll === "number" && kept.scroll >= 0 ? kept.scroll : 0,
  };
}

/** The models that a chart shows: those that were chosen, else the three plain ones and the best. */
export function shownModels({ models }: ViewState, best: ModelName | null): readonly ModelName[] {
  return models ?? modelNames.filter((name) => plainModels.includes(name) || name === best);
}

const plainModels: readonly ModelName[] = ["exponential", "power", "twoPower"];

function modelsOf(kept: unknown): readonly ModelName[] | null {
  return Array.isArray(kept) ? modelNames.filter((name) => kept.includes(name)) : null;
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
