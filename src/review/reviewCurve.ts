import type { Contract } from "../contract/model/contract.ts";
import { t } from "../l10n.ts";
import type { LogTable } from "../log/columns/columns.ts";
import { at } from "../numerics/at.ts";
import { firstPowerWin } from "../numerics/knee/firstPowerWin.ts";
import { kneeIntervals } from "../numerics/knee/kneeIntervals.ts";
import type { ModelSet } from "../numerics/models/modelSet.ts";
import { literalOf, type LiteralInput } from "./literal.ts";
import { bendsOf, withJointIntervals, type CurveBends } from "./loss/bends.ts";
import { binGrid, drawn, lossBins } from "./loss/bins.ts";
import type { CleanLoss } from "./loss/cleanLoss.ts";
import { forecastOf } from "./loss/forecast.ts";
import { fitStretch, type FittedStretch } from "./loss/fitStretch.ts";
import type { FitWindow } from "./loss/fitWindow.ts";
import { reviewNoise } from "./loss/noise.ts";
import { residualsOf } from "./loss/residuals.ts";
import { reviewedKnee } from "./loss/reviewedKnee.ts";
import { reviewSlopes } from "./loss/reviewSlopes.ts";
import { plannedBy, type Planned } from "./planned.ts";
import { refusal, tooFew } from "./refusal.ts";
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

/** What a review gives besides the usual, where it is asked for. */
export interface Asked {
  /** Windows that slopes are wanted over, both ends included. */
  readonly windows?: readonly Interval[];
  /** Intervals of the knee and of the slope behind it by bootstrap. */
  readonly bootstrap?: boolean;
  /** The rules of the literature's notes, word for word. */
  readonly literal?: boolean;
}

/** Everything that is said and drawn of a run's loss curve: models, knee, slopes and noise, or the reason for none. */
export function reviewCurve(input: CurveInput, clock: ClockReading, loss: CleanLoss): ReviewedCurve {
  const { contract, growing, asked = {} } = input;
  const grid = binGrid(clock.clock, contract.analysis.binsPerEpoch, loss.kept);
  const bins = lossBins(loss.kept, grid);
  const refused =
    bins.t.length === 0
      ? t("no training loss can be fitted")
      : refusal(loss, { growing, clock: clock.clock, planned: plannedBy(clock.clock, input.planned) });
  if (refused !== null) {
    return { parts: noCurve, bins: drawn(bins), curves: [], residuals: null, reason: refused };
  }
  const { stretch, models, drops, dropsFrom, stairs, rate, schedule } = fitStretch(input, clock, { loss, bins, grid });
  const { window, bins: fitted } = stretch;
  const bent = bendsOf(models);
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
    knee: reviewedKnee(bent.knee, fitted, growing),
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
