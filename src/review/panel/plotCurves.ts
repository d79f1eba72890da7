import { at } from "../../numerics/at.ts";
import { logLossAt } from "../../numerics/models/lossModels.ts";
import { modelNames, type ModelFit, type ModelName } from "../../numerics/models/modelFit.ts";
import type { Curve } from "../model/runPlot.ts";
import type { Interval } from "../model/runReview.ts";

const points = 200;

/** Every fitted model at 200 log-spaced times from the window's start to the end of the run, its window given. */
export function plotCurves(
  fits: Readonly<Record<ModelName, ModelFit>>,
  window: Interval,
  end: number,
): readonly Curve[] {
  const t = logSpaced(window[0], Math.max(end, window[1]));
  return modelNames
    .filter((model) => fits[model].reason === null)
    .map((model) => ({ model, window, t, y: t.map((time) => Math.exp(logLossAt(model, fits[model].params, time))) }));
}

function logSpaced(start: number, end: number): Float64Array {
  const t = new Float64Array(points);
  for (let i = 0; i < points; i++) {
    t[i] = start * (end / start) ** (i / (points - 1));
  }
  t[0] = start;
  t[points - 1] = end;
  return t.filter((time, i) => i === 0 || time > at(t, i - 1));
}
