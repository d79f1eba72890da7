import { alphaOf } from "../../review/loss/sensitivity.ts";
import { between } from "../../review/loss/bins.ts";
import type { ReviewedRun } from "../../review/reviewRun.ts";
import { slopeWindows } from "./slopeWindows.ts";

/** Part of a window that a run must have logged for its slope to be that of the window. */
const logged = 0.95;

/**
 * The slopes of a run over the windows, by their names. A window that the stretch of the fits does not cover, or that
 * holds fewer than 10 points, has none; nor has any of a run that logs no epochs.
 */
export function windowSlopes({ review, plot }: ReviewedRun): ReadonlyMap<string, number> {
  const { clock, window } = review;
  if (clock !== "epoch" || window === null) {
    return new Map();
  }
  const covered = slopeWindows.filter(
    ({ start, end }) =>
      window.start <= start + (1 - logged) * (end - start) && window.end >= start + logged * (end - start),
  );
  const slopes = covered.flatMap(({ name, start, end }) => {
    const { t, y } = between(plot.lossBins, start, Math.min(end, window.end));
    const alpha = alphaOf({ t, logT: t.map(Math.log), logLoss: y.map(Math.log) });
    return alpha === null ? [] : [[name, alpha] as const];
  });
  return new Map(slopes);
}
