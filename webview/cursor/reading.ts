import { logLossAt } from "../../src/numerics/models/lossModels.ts";
import type { ModelName } from "../../src/numerics/models/modelFit.ts";
import type { Points } from "../../src/review/model/runPlot.ts";
import type { RunReview } from "../../src/review/model/runReview.ts";
import type { Range } from "../axes/range.ts";
import type { Series } from "../model/series.ts";
import type { ChartModel } from "../model/chartModel.ts";

/** One line of what the charts show at a place on their x axis. */
export interface Reading {
  /** Name of a sample's class in the style sheet. */
  readonly sample: string;
  readonly model: ModelName | null;
  readonly values: readonly number[];
}

export interface Place {
  readonly x: number;
  /** The x that fall under the cursor's pixels. */
  readonly about: Range;
}

/** What the loss's series say at a place: raw values as least and greatest, points by their nearest, models exactly. */
export function lossReadings(
  { x, about }: Place,
  { said, plot, loss, map }: Pick<ChartModel, "said" | "plot" | "loss" | "map">,
  models: readonly ModelName[],
): Reading[] {
  const readings: Reading[] = [
    { sample: "raw", model: null, values: valuesOf(loss, { x, about }) },
    { sample: "mean", model: null, values: nearest(plot.lossBins, x) },
    { sample: "validation", model: null, values: nearest(plot.lossVal, x) },
    ...models.map((model) => ({ sample: model, model, values: fitted(said, model, map.toClock(x)) })),
  ];
  return readings.filter(({ values }) => values.length > 0);
}

/** What was logged of the curvature at a place, and its moving average. */
export function curvatureReadings({ x }: Place, { plot }: Pick<ChartModel, "plot">): Reading[] {
  const readings: Reading[] = [
    { sample: "curvature", model: null, values: nearest(plot.lambdaMax, x) },
    { sample: "ewma", model: null, values: nearest(plot.lambdaMaxEwma, x) },
  ];
  return readings.filter(({ values }) => values.length > 0);
}

/** Least and greatest value under the cursor, or that of the nearest record where none lies there, though it be NaN. */
export function valuesOf(series: Series, { x, about }: Place): readonly number[] {
  const found = series.extremesWithin(about);
  if (found !== null) {
    return found[0] === found[1] ? [found[0]] : found;
  }
  const index = isWithin(series.span, x) ? series.nearest(x) : null;
  const value = index === null ? undefined : series.y[index];
  return value === undefined ? [] : [value];
}

function isWithin(span: Range | null, x: number): boolean {
  return span !== null && x >= span[0] && x <= span[1];
}

/** The finite value whose t is nearest, if it lies within the series; nothing before its start and after its end. */
function nearest({ t, y }: Points, at: number): readonly number[] {
  let found = -1;
  let distance = Infinity;
  let [first, last] = [Infinity, -Infinity];
  for (let i = 0; i < t.length; i++) {
    const [time, value] = [t[i] ?? NaN, y[i] ?? NaN];
    if (Number.isFinite(value)) {
      first = time < first ? time : first;
      last = time > last ? time : last;
      if (Math.abs(time - at) < distance) {
        distance = Math.abs(time - at);
        found = i;
      }
    }
  }
  const value = y[found];
  return value === undefined || at < first || at > last ? [] : [value];
}

function fitted({ fits, window }: RunReview, model: ModelName, t: number): readonly number[] {
  const fit = fits?.[model];
  if (fit?.reason !== null || window === null || t < window.start) {
    return [];
  }
  const loss = Math.exp(logLossAt(model, fit.params, t));
  return Number.isFinite(loss) ? [loss] : [];
}
