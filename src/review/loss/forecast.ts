import { least } from "../../extremes.ts";
import { t } from "../../l10n.ts";
import { at } from "../../numerics/at.ts";
import { predict } from "../../numerics/models/forecast.ts";
import { partOf, type LossSeries } from "../../numerics/models/lossSeries.ts";
import { fitModels, minPoints, type ModelSet } from "../../numerics/models/modelSet.ts";
import { mean } from "../../numerics/stats/mean.ts";
import { annealedForecast } from "./annealedForecast.ts";
import { plannedRate } from "../rate/plannedRate.ts";
import type { Points } from "../model/runPlot.ts";
import type { Forecast, Schedule } from "../model/runReview.ts";

/** Parts of the points that the backtest fits, and of the last points whose mean it predicts. */
const parts = [0.6, 0.7, 0.8, 0.9];
const lastPart = 0.05;
/** Fewest points of the smallest part: with fewer, its models are not told apart. */
const fewest = 2 * minPoints;
/** How far the planned end may lie, in lengths of the run so far: the backtest looks 1.7 times ahead. */
const farthest = 2;

export interface ForecastInput {
  /** Time at which the run is planned to end. */
  readonly planned: number;
  readonly models: ModelSet;
  readonly schedule: Schedule | null;
  /** The learning rate as it was logged, in time order. */
  readonly rate: Points;
  /** Whether the fits end before the log does, where the learning rate or the loss drops. */
  readonly dropped: boolean;
  /** Whether none of the models describes the curve. */
  readonly misfit: boolean;
}

/**
 * The loss at the planned end, where the same forecast made on the run's own past would have held its present: from the
 * first 60, 70, 80 and 90 % of the points, of the mean of the last ones. The interval is widened by the largest of their
 * errors: on real logs that of the models alone is too narrow (see calibration). Under a rate that falls on a course that is known, the loss falls by more than its past tells, and the
 * annealing law takes the models' place. Otherwise the reason for none.
 */
export function forecastOf(input: ForecastInput): Forecast {
  const { planned, models, schedule, rate, dropped } = input;
  const rateAt = schedule === null || dropped ? null : plannedRate(rate, schedule, planned);
  if (rateAt !== null && planned <= farthest * at(models.series.t, models.series.t.length - 1)) {
    return annealedForecast(models.series, rateAt, planned);
  }
  const refused = refusal(input);
  const past = refused === null ? backtest(models.series) : { reason: refused };
  const predicted = past.reason === null ? predict(models, planned) : null;
  if (predicted === null || past.reason !== null) {
    const unknown = t("no model of the curve can be extrapolated");
    return { at: planned, value: null, interval: null, reason: past.reason ?? unknown };
  }
  const [low, high] = [predicted.interval[0] - past.farthest, predicted.interval[1] + past.farthest];
  return { at: planned, value: Math.exp(predicted.value), interval: [Math.exp(low), Math.exp(high)], reason: null };
}

function refusal({ planned, models, schedule, dropped, misfit }: ForecastInput): string | null {
  const { t: times } = models.series;
  if (dropped) {
    return t("the loss or the learning rate has dropped, and the models end there");
  }
  if (schedule === null) {
    return t("no learning rate is logged, so whether it changes before the end is unknown");
  }
  if (schedule.course !== "constant") {
    return t("the learning rate is still changing, and the loss with it");
  }
  if (times.length * least(parts) < fewest) {
    return t("too few points to backtest a forecast on this run");
  }
  if (misfit) {
    return t("none of the models describes the curve");
  }
  return planned > farthest * at(times, times.length - 1) ? t("less than half of the planned run is logged") : null;
}

/** How far forecasts from the run's own past lie off at most, in ln L, or why one of them fails. */
type Backtest = { readonly reason: string } | { readonly reason: null; readonly farthest: number };

function backtest(series: LossSeries): Backtest {
  const n = series.t.length;
  const from = n - Math.max(1, Math.round(lastPart * n));
  const [truth, time] = [mean(series.logLoss, from, n), mean(series.t, from, n)];
  let most = 0;
  for (const part of parts) {
    const predicted = predict(fitModels(partOf(series, 0, Math.floor(part * n))), time);
    if (predicted === null || truth < predicted.interval[0] || truth > predicted.interval[1]) {
      const share = Math.round(100 * part);
      return {
        reason: t("a forecast from the first {0}% of the run would have missed its current loss", share),
      };
    }
    most = Math.max(most, Math.abs(predicted.value - truth));
  }
  return { reason: null, farthest: most };
}
