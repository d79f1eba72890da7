import type { Contract } from "../contract/model/contract.ts";
import { counted, t } from "../l10n.ts";
import type { LogTable } from "../log/columns/columns.ts";
import { at } from "../numerics/at.ts";
import { firstPowerWin } from "../numerics/knee/firstPowerWin.ts";
import { findKnee, type Knee } from "../numerics/knee/knee.ts";
import { kneeIntervals } from "../numerics/knee/kneeIntervals.ts";
import { partOf, type LossSeries } from "../numerics/models/lossSeries.ts";
import type { ModelFit, ModelName } from "../numerics/models/modelFit.ts";
import { fitModels, minPoints, type ModelSet } from "../numerics/models/modelSet.ts";
import { literalOf, type LiteralInput } from "./literal.ts";
import { binGrid, drawn, lossBins } from "./loss/bins.ts";
import type { CleanLoss } from "./loss/cleanLoss.ts";
import { dropBesideModel, dropsOfCurve } from "./loss/curveDrops.ts";
import { forecastOf } from "./loss/forecast.ts";
import { fitWindow, type FitWindow } from "./loss/fitWindow.ts";
import { dropsOfLearningRate } from "./loss/lrDrops.ts";
import { longMemoryOf, misfitOf } from "./loss/misfit.ts";
import { reviewNoise } from "./loss/noise.ts";
import { residualsOf } from "./loss/residuals.ts";
import { reviewSlopes } from "./loss/reviewSlopes.ts";
import type { Curve, Points, Residuals } from "./model/runPlot.ts";
import type { Clock, Forecast, Interval, RunReview, Schedule } from "./model/runReview.ts";
import { scheduleOf } from "./loss/schedule.ts";
import { plotCurves } from "./panel/plotCurves.ts";
import type { ClockReading } from "../series/clock/clock.ts";
import { metricSeries } from "./time/metricSeries.ts";

export type CurveParts = Pick<
  RunReview,
  | ("window" | "fits" | "best" | "misfit" | "longMemory" | "knee" | "firstPowerWin")
  | ("slopes" | "bootstrap" | "literal" | "noise" | "lrDrops" | "lrDropsFrom" | "warmUpEnd" | "schedule" | "forecast")
>;

/** What is said of the curve of a run that has none. */
export const noCurve: CurveParts = {
  ...{ window: null, fits: null, best: null, misfit: null, longMemory: null, knee: null, firstPowerWin: null },
  ...{
    slopes: null,
    bootstrap: null,
    literal: null,
    noise: null,
    lrDrops: [],
    lrDropsFrom: "learningRate",
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

/** What a review gives beside the usual, where it is asked for. */
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
  const refused = bins.t.length === 0 ? t("no training loss can be fitted") : refusal(loss);
  if (refused !== null) {
    return { parts: noCurve, bins: drawn(bins), curves: [], residuals: null, reason: refused };
  }
  const { stretch, models, drops, dropsFrom, schedule } = fitStretch(input, clock, { loss, bins, grid });
  const { window, bins: fitted } = stretch;
  const knee = findKnee(models);
  const { fits, best } = models;
  const noise = best && reviewNoise(stretch.records, best, fits[best].params);
  const parts: CurveParts = {
    window,
    fits: withKneeIntervals(fits, knee),
    best,
    misfit: misfitOf(models),
    longMemory: longMemoryOf(models),
    knee: {
      epoch: knee.epoch,
      interval: knee.interval,
      reason: knee.reason,
      provisional: growing && moves(knee, fitted),
    },
    firstPowerWin: firstPowerWin(fitted),
    slopes: reviewSlopes(models.series, {
      ...{ clock: clock.clock, early: contract.analysis.earlyWindow, knee, windows: asked.windows ?? [], all: bins },
    }),
    bootstrap: asked.bootstrap === true ? bootstrapOf(models, contract.analysis.seed) : null,
    literal: asked.literal === true ? literalOf(literalInput(input, clock, stretch)) : null,
    noise: noise?.noise ?? null,
    lrDrops: drops,
    lrDropsFrom: dropsFrom,
    warmUpEnd: schedule?.warmUpEnd ?? null,
    schedule,
    forecast: forecastAtEnd(input, clock.clock, { window, models, schedule }),
  };
  return {
    parts,
    bins: drawn(bins),
    curves: plotCurves(fits, [window.start, window.end], at(bins.t, bins.t.length - 1)),
    residuals: residualsOf(fitted, best && { model: best, params: fits[best].params }, noise?.spectrum ?? null),
    reason: tooFew(fitted.t.length, clock.clock),
  };
}

interface Binned {
  readonly loss: CleanLoss;
  readonly bins: LossSeries;
  readonly grid: ReturnType<typeof binGrid>;
}

interface FittedStretch {
  readonly stretch: FitWindow;
  readonly models: ModelSet;
  readonly drops: readonly number[];
  readonly dropsFrom: RunReview["lrDropsFrom"];
  readonly schedule: Schedule | null;
}

/** Most drops that are looked for beside the models, one after the other. */
const mostDrops = 8;

/**
 * The models of the first stretch between drops. Without a learning rate in the log, drops are read off the curve: the
 * large ones at once, smaller ones as steps that the best model does not have, after each of which the stretch is fitted again.
 */
function fitStretch({ contract, table }: CurveInput, clock: ClockReading, { loss, bins, grid }: Binned): FittedStretch {
  const rate = metricSeries(table, contract.names.learningRate, clock);
  const dropsFromCurve = rate.t.length === 0;
  let drops = dropsFromCurve ? dropsOfCurve(bins) : dropsOfLearningRate(rate, grid.width);
  const fit = (): FittedStretch => {
    const stretch = fitWindow({ records: loss.kept, bins, grid, drops, dropsFromCurve });
    const dropsFrom = dropsFromCurve ? "loss" : "learningRate";
    return { stretch, models: fitModels(stretch.bins), drops, dropsFrom, schedule: scheduleOf(rate, drops) };
  };
  let fitted = fit();
  for (let i = 0; dropsFromCurve && i < mostDrops; i++) {
    const drop = dropBesideModel(fitted.models);
    if (drop === null) {
      break;
    }
    drops = [...drops, drop].sort((one, other) => one - other);
    fitted = fit();
  }
  return fitted;
}

/** Of a run that still grows towards an end that is known; null of others. */
function forecastAtEnd(
  { growing, planned }: CurveInput,
  clock: Clock,
  { window, models, schedule }: Pick<FittedStretch, "models" | "schedule"> & Pick<FitWindow, "window">,
): Forecast | null {
  const end = clock === "epoch" ? planned?.epochs : clock === "step" ? planned?.steps : null;
  if (!growing || typeof end !== "number" || !(end > window.end)) {
    return null;
  }
  const misfit = misfitOf(models)?.isClose === false;
  return forecastOf({ planned: end, models, schedule, dropped: window.endsAt !== "end", misfit });
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

/** Of the switch, whose joint and slope the profile looked at more closely, so that both places say the same. */
function withKneeIntervals(
  fits: Readonly<Record<ModelName, ModelFit>>,
  { epoch, interval, alpha }: Knee,
): Readonly<Record<ModelName, ModelFit>> {
  if (epoch === null) {
    return fits;
  }
  const shown = { ...fits.switch.intervals, tau: interval, alpha };
  return { ...fits, switch: { ...fits.switch, intervals: shown } };
}

/** Part of the points that a knee must already have shown in to count as settled. */
const earlier = 0.8;

/** Whether the knee was elsewhere, or not there yet, when a fifth of the points had not come. */
function moves({ epoch, interval }: Knee, bins: LossSeries): boolean {
  if (epoch === null || interval === null) {
    return false;
  }
  const before = findKnee(fitModels(partOf(bins, 0, Math.floor(earlier * bins.t.length)))).epoch;
  return before === null || before < interval[0] || before > interval[1];
}

/** Why no model is fitted to losses of which many had to be left out; null where few were. */
function refusal({ kept, excluded }: CleanLoss): string | null {
  const { nonFinite, nonPositive } = excluded;
  const left = nonFinite + nonPositive;
  const share = left / Math.max(1, kept.t.length + left);
  return share > mostLeftOut
    ? t(
        "{0}% of the training losses are not finite or not above 0, too many to fit the others",
        Math.max(5, Math.round(100 * share)),
      )
    : null;
}

function tooFew(points: number, clock: Clock): string | null {
  if (points >= minPoints) {
    return null;
  }
  const remedy =
    clock === "epoch" ? t("; more bins an epoch (analysis.binsPerEpoch in the contract) would give more") : "";
  return counted(
    points,
    [
      "only {0} bin of the training loss can be fitted, {1} are needed{2}",
      "only {0} bins of the training loss can be fitted, {1} are needed{2}",
    ],
    ...[String(minPoints), remedy],
  );
}
