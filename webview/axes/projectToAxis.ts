import type { PlotLines, Points, RunPlot } from "../../src/review/model/runPlot.ts";
import type { Interval, RunReview, Slope } from "../../src/review/model/runReview.ts";
import type { AxisMap } from "./axisMap.ts";

export interface Drawable {
  readonly review: RunReview;
  readonly plot: RunPlot;
}

/** A run with all its times as the x axis shows them. What is said of it stays by its clock: this is for drawing alone. */
export function projectToAxis({ review, plot }: Drawable, { toAxis }: AxisMap): Drawable {
  const points = <P extends Points>(line: P): P => ({ ...line, t: line.t.map(toAxis) });
  const interval = ([low, high]: Interval): Interval => [toAxis(low), toAxis(high)];
  const slope = (one: Slope): Slope => ({ ...one, window: interval(one.window) });
  const { knee, slopes, curvature, window } = review;
  const lines: PlotLines = {
    loss: points(plot.loss),
    lossBins: points(plot.lossBins),
    lossVal: points(plot.lossVal),
    lambdaMax: points(plot.lambdaMax),
    lambdaMaxEwma: points(plot.lambdaMaxEwma),
  };
  return {
    plot: {
      ...plot,
      ...lines,
      curves: plot.curves.map((curve) => ({ ...points(curve), window: interval(curve.window) })),
      residuals: plot.residuals && { ...plot.residuals, overTime: points(plot.residuals.overTime) },
    },
    review: {
      ...review,
      window: window && { ...window, start: toAxis(window.start), end: toAxis(window.end) },
      knee: knee && {
        ...knee,
        epoch: knee.epoch === null ? null : toAxis(knee.epoch),
        interval: knee.interval && interval(knee.interval),
      },
      slopes: slopes && { ...slopes, early: slope(slopes.early), full: slope(slopes.full) },
      loss: review.loss && {
        ...review.loss,
        divergedAt: review.loss.divergedAt === null ? null : toAxis(review.loss.divergedAt),
      },
      lrDrops: review.lrDrops.map(toAxis),
      curvature: curvature && {
        ...curvature,
        plateau: {
          ...curvature.plateau,
          epoch: curvature.plateau.epoch === null ? null : toAxis(curvature.plateau.epoch),
        },
        segments: curvature.segments.map(({ start, end, mean }) => ({ start: toAxis(start), end: toAxis(end), mean })),
      },
    },
  };
}
