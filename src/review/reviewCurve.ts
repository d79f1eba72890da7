import type { Contract } from "../contract/model/contract.ts";
import { counted, t } from "../l10n.ts";
import type { LogTable } from "../log/columns/columns.ts";
import { at } from "../numerics/at.ts";
import { firstPowerWin } from "../numerics/knee/firstPowerWin.ts";
import { findKnee, type Knee } from "../numerics/knee/knee.ts";
import { kneeIntervals } from "../numerics/knee/kneeIntervals.ts";
import { partOf, type LossSeries } from "../numerics/models/lossSeries.ts";
import { estimateModels, minPoints, type ModelSet } from "../numerics/models/modelSet.ts";
import { literalOf, type LiteralInput } from "./literal.ts";
import { bendsOf, withJointIntervals, type CurveBends } from "./loss/bends.ts";
import { binGrid, drawn, lossBins } from "./loss/bins.ts";
import type { CleanLoss } from "./loss/cleanLoss.ts";
import { forecastOf } from "./loss/forecast.ts";
import { fitStretch, type FittedStretch } from "./loss/fitStretch.ts";
import type { FitWindow } from "./loss/fitWindow.ts";
import { reviewNoise } from "./loss/noise.ts";
import { residualsOf } from "./loss/residuals.ts";
import { reviewSlopes } from "./loss/reviewSlopes.ts";
import { tooEarly } from "./tooEarly.ts";
import type { Curve, Points, Residuals } from "./model/runPlot.ts";
import type { Clock, Forecast, Interval, RunReview } from "./model/runReview.ts";
import { plotCurves } from "./panel/plotCurves.ts";
import type { ClockReading } from "../series/clock/clock.ts";
import { metricSeries } from "./time/metricSeries.ts";

export type CurveParts = Pick<
  RunReview,
  | ("window" | "fits" | "best" | "misfit" | "secondKnee" | "longMemory" | "noiseMemory" | "knee" | "firstPowerWin")
  | (
      | "slopes"
      | "bootstrap"
      | "literal"
      | "noise"
      | "lrDrops"
      | "lrDropsFrom"
      | "stairs"
      | "warmUpEnd"
      | "schedule"
      | "forecast"
    )
>;

/** What is said of the curve of a run that has none. */
export const noCurve: CurveParts = {
  ...{
    window: null,
    fits: null,
    best: null,
    misfit: null,
    secondKnee: null,
    longMemory: null,
    noiseMemory: null,
    knee: null,
    firstPowerWin: null,
  },
  ...{
    slopes: null,
    bootstrap: null,
    literal: null,
    noise: null,
    lrDrops: [],
    lrDropsFrom: "learningRate",
    stairs: null,
    warmUpEnd: null,
    schedule: null,
    forecast: null,
  },
};

export interface ReviewedCurve {
  readonly parts: CurveParts;
  /** Bins of the whole run, as they are drawn. */
  readonly bins: Points;
  readonly curves: readonly Curve[];
  readonly residuals: Residuals | null;
  /** Why there are no fits, in words; null where there are. */
  readonly reason: string | null;
}

export interface CurveInput {
  readonly contract: Contract;
  readonly table: LogTable;
  readonly growing: boolean;
  readonly planned?: Planned | undefined;
  readonly asked?: Asked | undefined;
}

/** How long a run is meant to last, as far as anything says it. */
export interface Planned {
  readonly epochs: number | null;
  readonly steps: number | null;
}

/** What a review gives besides the usual, where it is asked for. */
export interface Asked {
  /** Windows that slopes are wanted over, both ends included. */
  readonly windows?: readonly Interval[];
  /** Intervals of the knee and of the slope behind it by bootstrap. */
  readonly bootstrap?: boolean;
  /** The rules of the literature's notes, word for word. */
  readonly literal?: boolean;
}

/** Part of the losses that may be left out as not finite or not positive before no model is fitted. */
const mostLeftOut = 0.05;

/** Everything that is said and drawn of a run's loss curve: models, knee, slopes and noise, or the reason for none. */
export function reviewCurve(input: CurveInput, clock: ClockReading, loss: CleanLoss): ReviewedCurve {
  const { contract, growing, asked = {} } = input;
  const grid = binGrid(clock.clock, contract.analysis.binsPerEpoch, loss.kept);
  const bins = lossBins(loss.kept, grid);
  const refused = bins.t.length === 0 ? t("no training loss can be fitted") : refusal(input, clock.clock, loss);
  if (refused !== null) {
    return { parts: noCurve, bins: drawn(bins), curves: [], residuals: null, reason: refused };
  }
  const { stretch, models, drops, dropsFrom, stairs, rate, schedule } = fitStretch(input, clock, { loss, bins, grid });
  const { window, bins: fitted } = stretch;
  const bent = bendsOf(models);
  const { knee } = bent;
  // What one joint leaves of a curve that bends twice is no noise.
  const memory = bent.secondKnee === null ? models.memory : null;
  const { fits, best } = models;
  const noise = best && reviewNoise(stretch.records, best, fits[best].params);
  const parts: CurveParts = {
    window,
    fits: withJointIntervals(models, bent),
    best,
    misfit: bent.misfit,
    secondKnee: bent.secondKnee,
    longMemory: bent.longMemory,
    noiseMemory: memory && { d: memory.d, isLikely: memory.ahead > 0 },
    knee: {
      epoch: knee.epoch,
      interval: knee.interval,
      reason: knee.reason,
      provisional: growing && moves(knee, fitted),
    },
    firstPowerWin: firstPowerWin(fitted),
    slopes: reviewSlopes(models.series, {
      ...{
        clock: clock.clock,
        early: contract.analysis.earlyWindow,
        knee: bent.ofSlope,
        memory,
        windows: asked.windows ?? [],
        all: bins,
      },
    }),
    bootstrap: asked.bootstrap === true ? bootstrapOf(models, contract.analysis.seed) : null,
    literal: asked.literal === true ? literalOf(literalInput(input, clock, stretch)) : null,
    noise: noise?.noise ?? null,
    lrDrops: drops,
    lrDropsFrom: dropsFrom,
    stairs,
    warmUpEnd: schedule?.warmUpEnd ?? null,
    schedule,
    forecast: forecastAtEnd(input, clock.clock, { window, models, schedule, rate, misfit: bent.misfit }),
  };
  return {
    parts,
    bins: drawn(bins),
    curves: plotCurves(fits, [window.start, window.end], at(bins.t, bins.t.length - 1)),
    residuals: residualsOf(fitted, best && { model: best, params: fits[best].params }, noise?.spectrum ?? null),
    reason: tooFew(fitted.t.length, clock.clock),
  };
}

/** Of a run that still grows towards an end that is known; null of others. */
function forecastAtEnd(
  { growing, planned }: CurveInput,
  clock: Clock,
  {
    window,
    models,
    schedule,
    rate,
    misfit,
  }: Pick<FittedStretch, "models" | "schedule" | "rate"> & Pick<FitWindow, "window"> & Pick<CurveBends, "misfit">,
): Forecast | null {
  const end = plannedBy(clock, planned);
  if (!growing || end === null || !(end > window.end)) {
    return null;
  }
  const dropped = window.endsAt !== "end";
  return forecastOf({ planned: end, models, schedule, rate, dropped, misfit: misfit?.isClose === false });
}

/** How long a run is meant to last by its own clock; null where nothing says so. */
function plannedBy(clock: Clock, planned: Planned | undefined): number | null {
  return (clock === "epoch" ? planned?.epochs : clock === "step" ? planned?.steps : null) ?? null;
}

function bootstrapOf(models: ModelSet, seed: number): RunReview["bootstrap"] {
  const intervals = kneeIntervals(models, { seed });
  return intervals && { seed, ...intervals };
}

function literalInput(
  { contract, table }: CurveInput,
  clock: ClockReading,
  { bins, records }: FitWindow,
): LiteralInput {
  return { bins, losses: records.y, curvature: metricSeries(table, contract.names.curvature, clock) };
}

/** Part of the points that a knee must already have shown in to count as settled. */
const earlier = 0.8;

/** Whether the knee was elsewhere, or not there yet, when a fifth of the points had not come. */
function moves({ epoch, interval }: Knee, bins: LossSeries): boolean {
  if (epoch === null || interval === null) {
    return false;
  }
  const before = findKnee(estimateModels(partOf(bins, 0, Math.floor(earlier * bins.t.length)))).epoch;
  return before === null || before < interval[0] || before > interval[1];
}

/** Why no model is fitted: many losses had to be left out, or the run has just begun; null where one is. */
function refusal({ growing, planned }: CurveInput, clock: Clock, { kept, excluded }: CleanLoss): string | null {
  const { nonFinite, nonPositive } = excluded;
  const left = nonFinite + nonPositive;
  const share = left / Math.max(1, kept.t.length + left);
  return share > mostLeftOut
    ? t(
        "{0}% of the training losses are not finite or not above 0; a fit needs at least 95% finite, positive losses",
        Math.max(5, Math.round(100 * share)),
      )
    : tooEarly(kept, { growing, clock, planned: plannedBy(clock, planned) });
}

function tooFew(points: number, clock: Clock): string | null {
  if (points >= minPoints) {
    return null;
  }
  const remedy =
    clock === "epoch" ? t("; more bins per epoch (analysis.binsPerEpoch in the contract) would give more") : "";
  return counted(
    points,
    [
      "only {0} bin of the training loss can be fitted, {1} are needed{2}",
      "only {0} bins of the training loss can be fitted, {1} are needed{2}",
    ],
    ...[String(minPoints), remedy],
  );
}
