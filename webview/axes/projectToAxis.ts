import type { PlotLines, Points, RunPlot } from "../../src/review/model/runPlot.ts";
import type { Interval, RunReview, Slope } from "../../src/review/model/runReview.ts";
import type { AxisMap } from "./axisMap.ts";

export interface Drawable {
  readonly review: RunReview;
  readonly plot: RunPlot;
}

/** A run with all its times as the x axis shows them. What is said of it stays by its clock: this is for drawing alone. */
export function projectToAxis({ review, plot }: Drawable, { toAxis }: AxisMap): Drawable {
  return { plot: projectPlot(plot, toAxis), review: projectReview(review, toAxis) };
}

type ToAxis = AxisMap["toAxis"];

function projectPlot(plot: RunPlot, toAxis: ToAxis): RunPlot {
  const points = <P extends Points>(line: P): P => ({ ...line, t: line.t.map(toAxis) });
  const lines: PlotLines = {
    loss: points(plot.loss),
    lossBins: points(plot.lossBins),
    lossVal: points(plot.lossVal),
    lambdaMax: points(plot.lambdaMax),
    lambdaMaxEwma: points(plot.lambdaMaxEwma),
  };
  return {
    ...plot,
    ...lines,
    curves: plot.curves.map((curve) => ({ ...points(curve), window: intervalOn(curve.window, toAxis) })),
    residuals: plot.residuals && { ...plot.residuals, overTime: points(plot.residuals.overTime) },
  };
}

function projectReview(review: RunReview, toAxis: ToAxis): RunReview {
  const { knee, slopes, loss, curvature, window } = review;
  const time = (one: number | null): number | null => (one === null ? null : toAxis(one));
  const slope = (one: Slope): Slope => ({ ...one, window: intervalOn(one.window, toAxis) });
  return {
    ...review,
    window: window && { ...window, start: toAxis(window.start), end: toAxis(window.end) },
    knee: knee && {
      ...knee,
      epoch: time(knee.epoch),
      interval: knee.interval && intervalOn(knee.interval, toAxis),
    },
    slopes: slopes && { ...slopes, early: slope(slopes.early), full: slope(slopes.full) },
    loss: loss && { ...loss, divergedAt: time(loss.divergedAt) },
    lrDrops: review.lrDrops.map(toAxis),
    curvature: curvature && {
      ...curvature,
      plateau: { ...curvature.plateau, epoch: time(curvature.plateau.epoch) },
      segments: curvature.segments.map(({ start, end, mean }) => ({ start: toAxis(start), end: toAxis(end), mean })),
    },
  };
}

function intervalOn([low, high]: Interval, toAxis: ToAxis): Interval {
  return [toAxis(low), toAxis(high)];
}
