import { at } from "../at.ts";
import { logShifted } from "./logShifted.ts";
import type { LossSeries } from "./lossSeries.ts";
import type { ModelName } from "./modelFit.ts";

/**
 * Parameters of a model by name, in the units of the definitions: losses as logged, t as given.
 * `a` is always ln of a loss: at t = 0 (exponential, switch) or at t = 1 (power, twoPower), or at t + t0 = 1
 * (shiftedPower).
 */
export type ModelParams = Readonly<Record<string, number>>;

/**
 * ln of the loss that a fitted model gives at t > 0; NaN where a parameter is missing. Of a bin, `t` is the mean time and
 * `logT` the mean of ln t: exponential terms read the one and power terms the other, so that the mean of ln L lies on the
 * curve.
 */
export function logLossAt(model: ModelName, params: ModelParams, t: number, logT = Math.log(t)): number {
  return curveOf(model, params)(t, logT);
}

/** ln of a model's loss as a function of t and ln t: for many points of one curve, its parameters looked up once. */
function curveOf(model: ModelName, params: ModelParams): (t: number, logT: number) => number {
  const { a = NaN, b = NaN, alpha = NaN, beta = NaN, c = NaN, A = NaN } = params;
  switch (model) {
    case "exponential":
      return (t) => a - b * t;
    case "power":
      return (_, logT) => a - alpha * logT;
    case "shiftedPower": {
      const { t0 = NaN } = params;
      return (t, logT) => a - beta * logShifted(t, logT, t0);
    }
    case "twoPower": {
      const { alphaBefore = NaN, alphaAfter = NaN, breakpoint = NaN } = params;
      const joint = Math.log(breakpoint);
      return (_, logT) => a - alphaBefore * Math.min(logT, joint) - (logT > joint ? alphaAfter * (logT - joint) : 0);
    }
    case "switch": {
      const { tau = NaN } = params;
      const joint = Math.log(tau);
      return (t, logT) => a - b * Math.min(t, tau) - (t > tau ? alpha * (logT - joint) : 0);
    }
    case "offsetPower":
      return (_, logT) => Math.log(c + A * Math.exp(-beta * logT));
    case "offsetExponential":
      return (t) => Math.log(c + A * Math.exp(-beta * t));
  }
}

/**
 * How much higher the mean of ln(c + A t^-beta) over a bin lies than its value at the mean of ln t, of second order in the
 * spread of ln t: `share` is that of the decay in the loss.
 */
export function offsetBend(share: number, beta: number, spread: number): number {
  return 0.5 * beta * beta * share * (1 - share) * spread;
}

/** Residuals ln L - ln f of a model at every point. */
export function logResiduals(
  { t, logT, logLoss, spread }: LossSeries,
  model: ModelName,
  params: ModelParams,
): Float64Array {
  const curve = curveOf(model, params);
  const residuals = logLoss.map((value, i) => value - curve(at(t, i), at(logT, i)));
  if (model === "offsetPower" && spread !== undefined) {
    const { c = NaN, A = NaN, beta = NaN } = params;
    for (let i = 0; i < residuals.length; i++) {
      const decay = A * Math.exp(-beta * at(logT, i));
      residuals[i] = at(residuals, i) - offsetBend(decay / (c + decay), beta, at(spread, i));
    }
  }
  return residuals;
}
