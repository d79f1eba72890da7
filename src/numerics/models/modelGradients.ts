import { at } from "../at.ts";
import type { ModelParams } from "./lossModels.ts";
import type { ModelName } from "./modelFit.ts";

/**
 * Derivatives of ln of a model's loss with respect to some of its parameters at every point, by rows: the Jacobian of a
 * fit. At a breakpoint the derivative jumps; there it is that from the left.
 * @param t > 0.
 */
export function logLossGradients(
  t: Float64Array,
  model: ModelName,
  params: ModelParams,
  names: readonly string[],
): Float64Array {
  const rows = new Float64Array(t.length * names.length);
  for (let i = 0; i < t.length; i++) {
    const gradient = gradientAt(model, params, at(t, i));
    names.forEach((name, j) => (rows[i * names.length + j] = gradient[name] ?? NaN));
  }
  return rows;
}

function gradientAt(model: ModelName, params: ModelParams, t: number): Readonly<Record<string, number>> {
  const get = (name: string): number => params[name] ?? NaN;
  switch (model) {
    case "exponential":
      return { a: 1, b: -t };
    case "power":
      return { a: 1, alpha: -Math.log(t) };
    case "twoPower": {
      const tau = get("breakpoint");
      return {
        a: 1,
        alphaBefore: -Math.log(Math.min(t, tau)),
        alphaAfter: -Math.log(Math.max(1, t / tau)),
        breakpoint: t > tau ? (get("alphaAfter") - get("alphaBefore")) / tau : 0,
      };
    }
    case "switch": {
      const tau = get("tau");
      return {
        a: 1,
        b: -Math.min(t, tau),
        alpha: -Math.log(Math.max(1, t / tau)),
        tau: t > tau ? get("alpha") / tau - get("b") : 0,
      };
    }
    case "offsetPower":
      return offsetGradient(params, Math.log(t));
    case "offsetExponential":
      return offsetGradient(params, t);
  }
}

/** Of ln(c + A exp(-beta x)). */
function offsetGradient(params: ModelParams, x: number): Readonly<Record<string, number>> {
  const [c, A, beta] = [params["c"] ?? NaN, params["A"] ?? NaN, params["beta"] ?? NaN];
  const decay = Math.exp(-beta * x);
  const loss = c + A * decay;
  return { c: 1 / loss, A: decay / loss, beta: (-A * x * decay) / loss };
}
