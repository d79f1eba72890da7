import { at } from "../at.ts";
import { logShifted } from "./logShifted.ts";
import type { ModelParams } from "./lossModels.ts";
import type { ModelName } from "./modelFit.ts";

/** A derivative of ln of a model's loss with respect to one parameter, at a mean time and a mean of ln t. */
type Derivative = (t: number, logT: number) => number;

/**
 * Derivatives of ln of a model's loss with respect to some of its parameters at every point, by rows: the Jacobian of a
 * fit. At a joint the derivative jumps; there it is that from the left.
 * @param t > 0.
 */
export function logLossGradients(
  { t, logT }: { readonly t: Float64Array; readonly logT: Float64Array },
  model: ModelName,
  params: ModelParams,
  names: readonly string[],
): Float64Array {
  const rows = new Float64Array(t.length * names.length);
  const derivatives = derivativesOf(model, params);
  names.forEach((name, j) => {
    const of = derivatives[name];
    for (let i = 0; i < t.length; i++) {
      rows[i * names.length + j] = of === undefined ? NaN : of(at(t, i), at(logT, i));
    }
  });
  return rows;
}

function derivativesOf(model: ModelName, params: ModelParams): Readonly<Record<string, Derivative>> {
  const { b = NaN, alpha = NaN } = params;
  const one = (): number => 1;
  switch (model) {
    case "exponential":
      return { a: one, b: (t) => -t };
    case "power":
      return { a: one, alpha: (_, logT) => -logT };
    case "shiftedPower":
      return { a: one, ...shiftedDerivatives(params) };
    case "twoPower": {
      const { alphaBefore = NaN, alphaAfter = NaN, breakpoint = NaN } = params;
      const joint = Math.log(breakpoint);
      return {
        a: one,
        alphaBefore: (_, logT) => -Math.min(logT, joint),
        alphaAfter: (_, logT) => (logT > joint ? joint - logT : 0),
        breakpoint: (_, logT) => (logT > joint ? (alphaAfter - alphaBefore) / breakpoint : 0),
      };
    }
    case "switch": {
      const { tau = NaN } = params;
      const joint = Math.log(tau);
      return {
        a: one,
        b: (t) => -Math.min(t, tau),
        alpha: (t, logT) => (t > tau ? joint - logT : 0),
        tau: (t) => (t > tau ? alpha / tau - b : 0),
      };
    }
    case "offsetPower":
      return offsetDerivatives(params, (_, logT) => logT);
    case "offsetExponential":
      return offsetDerivatives(params, (t) => t);
  }
}

/** Of a - beta times the mean of ln(t + t0). */
function shiftedDerivatives({ beta = NaN, t0 = NaN }: ModelParams): Readonly<Record<string, Derivative>> {
  return {
    beta: (t, logT) => -logShifted(t, logT, t0),
    t0: (t, logT) => {
      const part = t / (t + t0);
      return (-beta * (1 + 2 * (Math.log(t) - logT) * part * part)) / (t + t0);
    },
  };
}

/** Of ln(c + A exp(-beta x)). */
function offsetDerivatives(
  { c = NaN, A = NaN, beta = NaN }: ModelParams,
  xOf: Derivative,
): Readonly<Record<string, Derivative>> {
  const decay: Derivative = (t, logT) => Math.exp(-beta * xOf(t, logT));
  return {
    c: (t, logT) => 1 / (c + A * decay(t, logT)),
    A: (t, logT) => 1 / (A + c / decay(t, logT)),
    beta: (t, logT) => (-A * xOf(t, logT)) / (A + c / decay(t, logT)),
  };
}
