import { logLossAt } from "../../src/numerics/lossModels.ts";
import type { ModelName } from "../../src/numerics/modelFit.ts";
import type { Points, RunPlot } from "../../src/review/runPlot.ts";
import type { RunReview } from "../../src/review/runReview.ts";
import type { Range } from "../shared/range.ts";

/** One line of what the charts show at a place on their x axis. */
export interface Reading {
  /** Name of a sample's class in the style sheet. */
  readonly sample: string;
  readonly model: ModelName | null;
  readonly values: readonly number[];
}

export interface Place {
  readonly t: number;
  /** The t that fall under the cursor's pixels. */
  readonly about: Range;
}

/** What every shown series says at a place: raw values as least and greatest, points by their nearest, models exactly. */
export function readingsAt(
  { t, about }: Place,
  { review, plot }: { readonly review: RunReview; readonly plot: RunPlot },
  models: readonly ModelName[],
): Reading[] {
  const readings: Reading[] = [
    { sample: "raw", model: null, values: extremesWithin(plot.loss, about) },
    { sample: "mean", model: null, values: nearest(plot.lossBins, t) },
    { sample: "validation", model: null, values: nearest(plot.lossVal, t) },
    ...models.map((model) => ({ sample: model, model, values: fitted(review, model, t) })),
    { sample: "curvature", model: null, values: nearest(plot.lambdaMax, t) },
    { sample: "ewma", model: null, values: nearest(plot.lambdaMaxEwma, t) },
  ];
  return readings.filter(({ values }) => values.length > 0);
}

/** Least and greatest finite value within a range, or of the nearest point where none lies in it; one number where equal. */
function extremesWithin(points: Points, [low, high]: Range): readonly number[] {
  let least = Infinity;
  let greatest = -Infinity;
  for (let i = 0; i < points.t.length; i++) {
    const [t, y] = [points.t[i] ?? NaN, points.y[i] ?? NaN];
    if (t >= low && t <= high && Number.isFinite(y)) {
      least = y < least ? y : least;
      greatest = y > greatest ? y : greatest;
    }
  }
  if (least > greatest) {
    return nearest(points, (low + high) / 2);
  }
  return least === greatest ? [least] : [least, greatest];
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
