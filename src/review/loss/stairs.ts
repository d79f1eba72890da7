import { at } from "../../numerics/at.ts";
import type { LossSeries } from "../../numerics/models/lossSeries.ts";
import { median } from "../../numerics/stats/quantile.ts";
import { fitLine } from "../../numerics/regression/ols.ts";
import type { Clock, Stairs } from "../model/runReview.ts";
import { firstAfter } from "./bins.ts";

/** Fewest and most points of an epoch that its line is fitted to, on either side of an epoch's end. */
const fewest = 4;
const most = 16;
/** Smallest median step of ln L, and the smallest in standard errors of all together, which correlated noise makes too small. */
const minStep = 0.02;
const minErrors = 8;
/** Part of the median that a step must have, part of the epochs' ends that must have one, and of other places that may. */
const likeMedian = 0.4;
const wantedPart = 0.75;
const allowedPart = 0.2;
/** A step that is so many times as large as the others is a drop of its own. */
const muchLarger = 3;

/**
 * Steps down at the ends of epochs, as a loss has where a model has seen the same data before: at two ends or more, at three
 * quarters of them, and hardly anywhere else. Null where there are none, and of runs without four bins an epoch.
 */
export function stairsOf(bins: LossSeries, clock: Clock): Stairs | null {
  if (clock !== "epoch") {
    return null;
  }
  const { t } = bins;
  const last = at(t, t.length - 1);
  const steps = Array.from({ length: Math.max(0, Math.ceil(last) - 1) }, (_, i) => i + 1).flatMap((epoch) => {
    const step = stepAt(bins, firstAfter(t, epoch + 1e-9), [epoch - 1, epoch + 1]);
    return step === null ? [] : [{ ...step, epoch }];
  });
  if (steps.length < 2) {
    return null;
  }
  const middle = median(Float64Array.from(steps, ({ size }) => size));
  const stairs = steps.filter(({ size }) => size < likeMedian * middle);
  const isClear = middle < -minStep && together(steps) > minErrors;
  if (!isClear || stairs.length < wantedPart * steps.length || isElsewhere(bins, likeMedian * middle)) {
    return null;
  }
  return { epochs: stairs.map(({ epoch }) => epoch), size: -Math.expm1(middle) };
}

/** How far down all steps go on average, in standard errors, the noise about all lines being the same. */
function together(steps: readonly Step[]): number {
  const sum = (of: (step: Step) => number): number => steps.reduce((total, step) => total + of(step), 0);
  const variance = sum(({ rss }) => rss) / sum(({ freedom }) => freedom);
  return -sum(({ size }) => size) / Math.sqrt(variance * sum(({ leverage }) => leverage));
}

/** Whether a drop that was read off the curve is one of its stairs: at an epoch's end, and not much larger than the others. */
export function isStair(stairs: Stairs | null, bins: LossSeries, drop: number): boolean {
  if (stairs === null) {
    return false;
  }
  const index = firstAfter(bins.t, drop);
  const epoch = stairs.epochs.find((one) => Math.abs(firstAfter(bins.t, one + 1e-9) - index) <= 1);
  const step = epoch === undefined ? null : stepAt(bins, firstAfter(bins.t, epoch + 1e-9), [epoch - 1, epoch + 1]);
  return step !== null && -Math.expm1(step.size) < muchLarger * stairs.size;
}

interface Step {
  /** Change of ln L, and its variance for unit noise. */
  readonly size: number;
  readonly leverage: number;
  /** What the two lines leave, and its degrees of freedom. */
  readonly rss: number;
  readonly freedom: number;
}

/** The step before point i, from lines of ln L on ln t through up to sixteen points on either side, within given times. */
function stepAt({ t, logT, logLoss }: LossSeries, i: number, [start, end]: readonly [number, number]): Step | null {
  const from = Math.max(i - most, firstAfter(t, start + 1e-9));
  const to = Math.min(i + most, firstAfter(t, end + 1e-9));
  if (i - from < fewest || to - i < fewest) {
    return null;
  }
  const sides = [
    [from, i],
    [i, to],
  ] as const;
  const middle = (at(logT, i - 1) + at(logT, i)) / 2;
  const [before, after] = sides.map(([low, high]) => sideAt(logT, logLoss, { low, high, middle }));
  if (before === undefined || after === undefined || before === null || after === null) {
    return null;
  }
  const [leverage, rss] = [before.leverage + after.leverage, before.rss + after.rss];
  return { size: after.value - before.value, leverage, rss, freedom: to - from - 4 };
}

interface Side {
  readonly low: number;
  readonly high: number;
  readonly middle: number;
}

/** The line of one side where the step is: its value, the variance of that for unit noise, and what the line leaves. */
function sideAt(
  x: Float64Array,
  y: Float64Array,
  { low, high, middle }: Side,
): { readonly value: number; readonly leverage: number; readonly rss: number } | null {
  const line = fitLine(x, y, { from: low, to: high });
  if (line === null) {
    return null;
  }
  const own = x.subarray(low, high);
  const center = own.reduce((sum, value) => sum + value, 0) / own.length;
  const spread = own.reduce((sum, value) => sum + (value - center) ** 2, 0);
  const rss = own.reduce((sum, value, j) => sum + (at(y, low + j) - line.intercept - line.slope * value) ** 2, 0);
  return {
    value: line.intercept + line.slope * middle,
    leverage: 1 / own.length + (middle - center) ** 2 / spread,
    rss,
  };
}

/** Whether steps as large as those of stairs are found inside epochs too, where there are points enough to tell. */
function isElsewhere(bins: LossSeries, limit: number): boolean {
  const { t } = bins;
  const sizes: number[] = [];
  for (let i = fewest; i + fewest <= t.length; i++) {
    const epoch = Math.ceil(at(t, i - 1) - 1e-9);
    const step = at(t, i) > epoch + 1e-9 ? null : stepAt(bins, i, [epoch - 1, epoch]);
    if (step !== null) {
      sizes.push(step.size);
    }
  }
  return sizes.filter((size) => size < limit).length > allowedPart * sizes.length;
}
