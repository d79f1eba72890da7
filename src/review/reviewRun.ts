import type { Contract } from "../contract/model/contract.ts";
import type { Finding } from "../contract/model/finding.ts";
import type { LogTable } from "../log/columns/columns.ts";
import { at } from "../numerics/at.ts";
import { kneeIntervals } from "../numerics/models/kneeIntervals.ts";
import { findKnee, firstPowerWin } from "../numerics/models/knee.ts";
import { modelNames, type ModelFit, type ModelName } from "../numerics/models/modelFit.ts";
import { MIN_POINTS, fitModels, type LossSeries } from "../numerics/models/modelSet.ts";
import { bestVal } from "./loss/bestVal.ts";
import { between, binGrid, binMeans } from "./loss/bins.ts";
import { cleanLoss, type CleanLoss } from "./loss/cleanLoss.ts";
import { readClock, type ClockReading } from "../series/clock.ts";
import { wallColumn } from "../series/wallTime.ts";
import { clockFrom } from "../series/clockRule.ts";
import { plateauBand, reviewCurvature, smoothCurvature } from "./curvature/curvature.ts";
import { dropsOfCurve, dropsOfLearningRate } from "./loss/lrDrops.ts";
import { metricSeries } from "./time/metricSeries.ts";
import { reviewNoise } from "./loss/noise.ts";
import { axesOf, numericMetrics } from "./panel/panelColumns.ts";
import { plotCurves } from "./panel/plotCurves.ts";
import { residualsOf } from "./loss/residuals.ts";
import type { Curve, Points, Residuals, RunPlot } from "./model/runPlot.ts";
import type { Clock, Interval, RunReview } from "./model/runReview.ts";
import { slopeSensitivity } from "./loss/sensitivity.ts";
import { fitWindow } from "./loss/fitWindow.ts";
import { significant } from "./significant.ts";
import { noSlope, powerSlope } from "./loss/slopes.ts";
import { summarize } from "./summary.ts";
import { counted, t } from "../l10n.ts";

export interface ReviewInput {
  readonly run: string;
  /** Path of the log, as the review should name it. */
  readonly log: string;
  readonly table: LogTable;
  readonly contract: Contract;
  readonly findings: readonly Finding[];
  /** Whether records may still come: what they may change is marked as provisional. */
  readonly growing: boolean;
}

export interface ReviewedRun {
  readonly review: RunReview;
  readonly plot: RunPlot;
}

/**
 * Everything that is said and drawn of one run: a pure function of its log, its contract and its findings, so that the
 * panel and the command line say the same. A log too short for an answer gets null and the reason in words; no log
 * makes it throw.
 */
export function reviewRun(input: ReviewInput): ReviewedRun {
  const { table, contract } = input;
  const clock = readClock(table, contract);
  const loss = cleanLoss(table, contract, clock);
  const validation = metricSeries(table, contract.names.valLoss, clock);
  const lambda = metricSeries(table, contract.names.curvature, clock);
  const curve = loss === null ? null : reviewCurve(input, clock, loss);
  const facts = {
    run: input.run,
    log: input.log,
    records: table.records,
    clock: clock.clock,
    clockFrom: clockFrom(clock.rule, clock.key),
    loss: loss && {
      metric: loss.metric,
      points: curve?.bins.t.length ?? 0,
      excluded: loss.excluded,
      divergedAt: loss.divergedAt,
    },
    ...(curve?.parts ?? noCurve),
    curvature: reviewCurvature(contract.names.curvature, lambda, clock.clock),
    bestVal: bestVal(contract.names.valLoss, validation),
    findings: input.findings,
  };
  const reason = curve === null ? t("the log holds no {0}", contract.names.trainLoss) : curve.reason;
  const summary = summarize({ review: facts, reason });
  const review = significant({ ...facts, summary });
  const plot = {
    clock: clock.clock,
    clockKey: clock.key,
    axes: axesOf(table, contract),
    start: wallColumn(table, contract.names.time)?.values.find(Number.isFinite) ?? null,
    metrics: numericMetrics(table),
    loss: loss?.all ?? nothing,
    lossBins: curve?.bins ?? nothing,
    lossVal: validation,
    curves: curve?.curves ?? [],
    lambdaMax: lambda,
    lambdaMaxEwma: smoothCurvature(lambda),
    lambdaMaxBand: plateauBand(lambda, facts.curvature),
    residuals: curve?.residuals ?? null,
  };
  return { review, plot };
}

const nothing: Points = { t: new Float64Array(0), y: new Float64Array(0) };

type CurveParts = Pick<
  RunReview,
  "window" | "fits" | "best" | "knee" | "firstPowerWin" | "slopes" | "noise" | "lrDrops" | "lrDropsFrom"
>;

const noCurve: CurveParts = {
  window: null,
  fits: null,
  best: null,
  knee: null,
  firstPowerWin: null,
  slopes: null,
  noise: null,
  lrDrops: [],
  lrDropsFrom: "learningRate",
};

interface ReviewedCurve {
  readonly parts: CurveParts;
  readonly bins: Points;
  readonly curves: readonly Curve[];
  readonly residuals: Residuals | null;
  /** Why there are no fits, in words; null where there are. */
  readonly reason: string | null;
}

function reviewCurve(input: ReviewInput, clock: ClockReading, loss: CleanLoss): ReviewedCurve {
  const { contract, table, growing } = input;
  const grid = binGrid(clock.clock, contract.analysis.binsPerEpoch, loss.kept);
  const bins = binMeans(loss.kept, grid);
  if (bins.t.length === 0) {
    const reason = t("no training loss can be fitted");
    return { parts: noCurve, bins, curves: [], residuals: null, reason };
  }
  const rate = metricSeries(table, contract.names.learningRate, clock);
  const dropsFromCurve = rate.t.length === 0;
  const lrDrops = dropsFromCurve ? dropsOfCurve(bins) : dropsOfLearningRate(rate, grid.width);
  const stretch = fitWindow({ records: loss.kept, bins, grid, drops: lrDrops, dropsFromCurve });
  const { window, bins: fitted } = stretch;
  const logLoss = fitted.y.map(Math.log);
  const models = fitModels({ t: fitted.t, logLoss });
  const knee = findKnee(models);
  const { earlyWindow, seed } = contract.analysis;
  const intervals = knee.epoch === null ? null : kneeIntervals({ t: fitted.t, logLoss }, models, { seed });
  const best = bestModel(models.fits);
  const noise = best && reviewNoise(stretch.records, best, models.fits[best].params);
  const parts: CurveParts = {
    window,
    fits: withKneeIntervals(models.fits, intervals),
    best,
    knee: {
      ...knee,
      interval: intervals?.knee ?? null,
      provisional: growing && moves(knee.epoch, intervals?.knee ?? null, { t: fitted.t, logLoss }),
    },
    firstPowerWin: firstPowerWin({ t: fitted.t, logLoss }),
    slopes: slopes(fitted, {
      clock: clock.clock,
      early: earlyWindow,
      seed,
      knee: knee.epoch,
      alpha: intervals?.alpha ?? null,
    }),
    noise: noise?.noise ?? null,
    lrDrops,
    lrDropsFrom: dropsFromCurve ? "loss" : "learningRate",
  };
  const end = at(bins.t, bins.t.length - 1);
  const curves = plotCurves(models.fits, [window.start, window.end], end);
  return {
    parts,
    bins,
    curves,
    residuals: residualsOf(fitted, best && { model: best, params: models.fits[best].params }, noise?.spectrum ?? null),
    reason: tooFew(fitted.t.length, clock.clock),
  };
}

/** Of the switch, whose breakpoint and slope the bootstrap looked at more closely, so that both places say the same. */
function withKneeIntervals(
  fits: Readonly<Record<ModelName, ModelFit>>,
  intervals: { readonly knee: Interval; readonly alpha: Interval } | null,
): Readonly<Record<ModelName, ModelFit>> {
  if (intervals === null) {
    return fits;
  }
  const { knee, alpha } = intervals;
  const shown = { ...fits.switch.intervals, tau: knee, alpha };
  return { ...fits, switch: { ...fits.switch, intervals: shown } };
}

/** Part of the points that a knee must already have shown in to count as settled. */
const EARLIER = 0.8;

/** Whether the knee was elsewhere, or not there yet, when a fifth of the points had not come. */
function moves(knee: number | null, interval: Interval | null, { t, logLoss }: LossSeries): boolean {
  if (knee === null || interval === null) {
    return false;
  }
  const count = Math.floor(EARLIER * t.length);
  const { epoch } = findKnee(fitModels({ t: t.subarray(0, count), logLoss: logLoss.subarray(0, count) }));
  return epoch === null || epoch < interval[0] || epoch > interval[1];
}

function tooFew(points: number, clock: Clock): string | null {
  if (points >= MIN_POINTS) {
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
    ...[String(MIN_POINTS), remedy],
  );
}

function bestModel(fits: Readonly<Record<ModelName, ModelFit>>): ModelName | null {
  let best: ModelName | null = null;
  for (const name of modelNames) {
    const { aicc } = fits[name];
    if (aicc !== null && aicc < (best === null ? Infinity : (fits[best].aicc ?? Infinity))) {
      best = name;
    }
  }
  return best;
}

interface SlopeWindows {
  readonly clock: Clock;
  readonly early: Interval;
  readonly seed: number;
  readonly knee: number | null;
  /** Interval of the slope behind the knee, whose own uncertainty it holds. */
  readonly alpha: Interval | null;
}

function slopes(bins: Points, { clock, early, seed, knee, alpha }: SlopeWindows): NonNullable<RunReview["slopes"]> {
  const end = at(bins.t, bins.t.length - 1);
  const start = knee ?? at(bins.t, 0);
  const after = knee === null ? bins : between(bins, knee, end);
  // The window that is named is the one that was measured: a run or a stretch may end inside the early epochs.
  const measured: Interval = [early[0], end > early[0] ? Math.min(early[1], end) : early[1]];
  return {
    early:
      clock === "epoch"
        ? powerSlope(between(bins, early[0], early[1]), { window: measured, seed })
        : noSlope(early, t("the log holds no epochs, so there are no epochs to measure the early slope over")),
    sensitivity: slopeSensitivity(after),
    full: powerSlope(after, { window: [start, end], seed, interval: alpha }),
  };
}
