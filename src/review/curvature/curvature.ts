import { at } from "../../numerics/at.ts";
import { changePoints, differenceSigma } from "../../numerics/plateau/changePoints.ts";
import { ewma } from "../../numerics/series/ewma.ts";
import { mean } from "../../numerics/stats/mean.ts";
import { settledBand, settling, type Settling } from "../../numerics/plateau/settling.ts";
import { between, binMeans } from "../loss/bins.ts";
import type { Clock, Curvature, Interval } from "../model/runReview.ts";
import type { Points } from "../model/runPlot.ts";
import { t } from "../../l10n.ts";

const ewmaAlpha = 0.3;
/** Relative change a unit of time under which the curvature counts as flat, and for how many units it must be. */
const flatChange = 0.05;
const flatEpochs = 3;
const minSegment = 5;
/** Most points that plateaus and change points are sought in: both searches are quadratic at worst. */
const maxPoints = 500;

/** Part of the values that may be left out as not above 0. */
const mostExcluded = 0.05;

function describe(reason: NonNullable<Settling["reason"]>): string {
  switch (reason) {
    case "few":
      return t("fewer than 10 curvature values after the start");
    case "notPositive":
      return t("more than 5% of the curvature values are not above 0");
    case "rising":
      return t("still rising at the end of the log");
    case "falling":
      return t("still falling at the end of the log");
    case "oscillating":
      return t("oscillating");
  }
}

/** Plateau, first flat stretch and level segments of the curvature; null where the log holds none. */
export function reviewCurvature(metric: string, lambda: Points, clock: Clock): Curvature | null {
  if (lambda.t.length === 0) {
    return null;
  }
  const smooth = ewma(lambda.y, ewmaAlpha);
  const positive = aboveZero(lambda);
  const excluded = lambda.t.length - positive.t.length;
  const after = afterStart(positive);
  const settled: Settling =
    excluded > mostExcluded * lambda.t.length
      ? { t: null, reason: "notPositive" }
      : settling(after.t, after.y, ewmaAlpha);
  return {
    metric,
    plateau: { epoch: settled.t, reason: settled.reason === null ? null : describe(settled.reason) },
    excluded,
    firstFlat: clock === "epoch" ? firstFlat(lambda.t, smooth) : null,
    segments: levelSegments(lambda),
  };
}

/** The band that the smoothed curvature stays in once it has settled; null where it has not. */
export function plateauBand(lambda: Points, curvature: Curvature | null): Interval | null {
  if ((curvature?.plateau.epoch ?? null) === null) {
    return null;
  }
  const { t, y } = afterStart(aboveZero(lambda));
  return settledBand(t, y, ewmaAlpha);
}

/** A few measurements of the curvature fail, and come out at 0 or below: they are no part of its course. */
function aboveZero({ t, y }: Points): Points {
  return y.every((value) => value > 0)
    ? { t, y }
    : { t: t.filter((_, i) => at(y, i) > 0), y: y.filter((value) => value > 0) };
}

/** What plateaus are sought in. */
function afterStart(lambda: Points): Points {
  return between(thinned(lambda), 0, Infinity);
}

/**
 * The first time from which the relative change of the smoothed curvature stays under 5 % an epoch for 3 epochs: the
 * rule in use, which answers the first epochs of many curves that go on changing slowly. Null where it never does.
 */
export function firstFlat(t: Float64Array, smooth: Float64Array): number | null {
  const n = t.length;
  let start = 0;
  for (let i = 1; i < n; i++) {
    const elapsed = at(t, i) - at(t, i - 1);
    const change = Math.abs(at(smooth, i) - at(smooth, i - 1)) / Math.abs(at(smooth, i - 1));
    if (elapsed > 0 && !(change / elapsed < flatChange)) {
      start = i;
    } else if (at(t, i) - at(t, start) >= flatEpochs) {
      return at(t, start);
    }
  }
  return null;
}

function levelSegments(lambda: Points): Curvature["segments"] {
  const { t, y } = thinned(lambda);
  const sigma = differenceSigma(y);
  if (y.length < 2 * minSegment || !(sigma > 0)) {
    return y.length === 0 ? [] : [{ start: at(t, 0), end: at(t, t.length - 1), mean: mean(y) }];
  }
  const starts = changePoints(y, { minLength: minSegment, penalty: 3 * sigma * sigma * Math.log(y.length) });
  return starts.map((start, i) => {
    const end = starts[i + 1] ?? y.length;
    return { start: at(t, start), end: at(t, end - 1), mean: mean(y, start, end) };
  });
}

/** Means over equal parts of the time where there are more points than the search can take. */
function thinned(lambda: Points): Points {
  const { t } = lambda;
  if (t.length <= maxPoints) {
    return lambda;
  }
  const start = at(t, 0);
  return binMeans(lambda, { start, width: (at(t, t.length - 1) - start) / maxPoints });
}

/** The smoothed curvature as the panel draws it. */
export function smoothCurvature(lambda: Points): Points {
  return { t: lambda.t, y: ewma(lambda.y, ewmaAlpha) };
}
