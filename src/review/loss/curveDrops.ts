import { at } from "../../numerics/at.ts";
import { bestTerms, type ExtraTerm } from "../../numerics/models/extraTerm.ts";
import { logResiduals } from "../../numerics/models/lossModels.ts";
import type { LossSeries } from "../../numerics/models/lossSeries.ts";
import type { ModelSet } from "../../numerics/models/modelSet.ts";
import { differenceSigma } from "../../numerics/plateau/changePoints.ts";
import { fitLine } from "../../numerics/regression/ols.ts";
import { theilSenLine } from "../../numerics/regression/theilSen.ts";
import { median } from "../../numerics/stats/quantile.ts";

/** Points on either side that a jump of the curve is judged by. */
const side = 8;
/** Smallest jump of ln L, and the smallest in sigmas of the curve's own noise. */
const minJump = 0.2;
const minSigmas = 10;
/** How far from where the lines lie furthest apart the drop itself may begin, in points. */
const reach = 3;

/**
 * Times at which the loss itself drops as it does when the learning rate does, for logs without a learning rate: the
 * lines through the points before and after (ln L on ln t) lie apart by 20 % or more and by far more than
 * the noise, and most of the way is covered within two points. Only the clear cases: in doubt there is no drop.
 */
export function dropsOfCurve({ t, logT: x, logLoss: y }: LossSeries): number[] {
  const sigma = differenceSigma(y);
  const jumps = new Float64Array(t.length);
  for (let i = side; i + side <= t.length; i++) {
    const jump = jumpAt(x, y, i);
    const step = Math.min(at(y, i) - at(y, i - 1), (i + 1 < t.length ? at(y, i + 1) : Infinity) - at(y, i - 1));
    const isDrop = jump < -Math.max(minJump, minSigmas * sigma) && step < 0.5 * jump;
    const isSteady = isDrop && medianStep(y, i) < 0.5 * jump && robustJumpAt(x, y, i) < -minJump;
    jumps[i] = isSteady ? jump : 0;
  }
  return deepest(jumps).map((i) => at(t, steepest(y, i) - 1));
}

/** The point near i that lies furthest below the one before it: where the drop begins. */
function steepest(y: Float64Array, i: number): number {
  let best = i;
  for (let j = Math.max(1, i - reach); j <= Math.min(y.length - 1, i + reach); j++) {
    if (at(y, j) - at(y, j - 1) < at(y, best) - at(y, best - 1)) {
      best = j;
    }
  }
  return best;
}

/** Distance of the two sides' lines halfway between point i - 1 and point i. */
function jumpAt(x: Float64Array, y: Float64Array, i: number): number {
  const before = fitLine(x, y, { from: i - side, to: i });
  const after = fitLine(x, y, { from: i, to: i + side });
  if (before === null || after === null) {
    return 0;
  }
  const middle = (at(x, i - 1) + at(x, i)) / 2;
  return after.intercept + after.slope * middle - (before.intercept + before.slope * middle);
}

/** The same by lines that a spike or two cannot turn. */
function robustJumpAt(x: Float64Array, y: Float64Array, i: number): number {
  const middle = (at(x, i - 1) + at(x, i)) / 2;
  const valueOf = (from: number, to: number): number => {
    const line = theilSenLine(x.subarray(from, to), y.subarray(from, to));
    return line === null ? NaN : line.intercept + line.slope * middle;
  };
  return valueOf(i, i + side) - valueOf(i - side, i);
}

/** Of neighboring jumps, which the same drop causes, only the deepest. */
function deepest(jumps: Float64Array): number[] {
  const kept: number[] = [];
  for (let i = 0; i < jumps.length; i++) {
    if (at(jumps, i) === 0) {
      continue;
    }
    const last = kept[kept.length - 1];
    if (last === undefined || i - last > side) {
      kept.push(i);
    } else if (at(jumps, i) < at(jumps, last)) {
      kept[kept.length - 1] = i;
    }
  }
  return kept;
}

/** Twice the gain in log likelihood, and the height of ln L, from which a step besides the best model is a drop. */
const minGain = 40;
const minStep = 0.08;
/** Points on either side whose medians must differ by half the step. */
const around = 5;
/** What a ramp, whose width is searched too, must gain more than a step, and more than a mere bend. */
const rampMargin = 6;
const bendMargin = 20;

/**
 * A drop that is too small for the curve alone to show: a step or a ramp over some points that the best model does not have, by a
 * likelihood ratio with the noise's correlation free, large enough and with the points on either side apart. The time of
 * the last point before it; null where there is none.
 */
export function dropOverModel({ series, estimates, best }: ModelSet): number | null {
  const estimate = best === null ? null : estimates[best];
  if (estimate === null) {
    return null;
  }
  const residuals = logResiduals(series, estimate.model, estimate.params);
  const isDrop = (term: ExtraTerm | null): term is ExtraTerm =>
    term !== null &&
    term.gain > minGain &&
    term.size < -minStep &&
    medianStep(residuals, term.index, term.until) < 0.5 * term.size;
  const { step, ramp, hinge } = bestTerms(series, estimate, ["step", "ramp", "hinge"]);
  const least = Math.max((step?.gain ?? 0) + rampMargin, (hinge?.gain ?? 0) + bendMargin);
  const drop = isDrop(ramp) && ramp.gain > least ? ramp : isDrop(step) ? step : null;
  return drop && at(series.t, drop.index - 1);
}

/**
 * How much higher the median of a few values from an index on is than that of as many before another: a single spike moves
 * neither.
 */
function medianStep(values: Float64Array, index: number, until = index): number {
  const before = median(values.subarray(Math.max(0, index - around), index));
  return median(values.subarray(until, until + around)) - before;
}
