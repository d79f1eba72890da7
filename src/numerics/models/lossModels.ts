import type { ModelName } from "./modelFit.ts";

/**
 * Parameters of a model by name, in the units of the definitions: losses as logged, t as given.
 * `a` is always ln of a loss: at t = 0 (exponential, switch) or at t = 1 (power, twoPower).
 */
export type ModelParams = Readonly<Record<string, number>>;

/** ln of the loss that a fitted model gives at t > 0; NaN where a parameter is missing. */
export function logLossAt(model: ModelName, params: ModelParams, t: number): number {
  const get = (name: string): number => params[name] ?? NaN;
  switch (model) {
    case "exponential":
      return get("a") - get("b") * t;
    case "power":
      return get("a") - get("alpha") * Math.log(t);
    case "twoPower": {
      const tau = get("breakpoint");
      const after = t > tau ? get("alphaAfter") * Math.log(t / tau) : 0;
      return get("a") - get("alphaBefore") * Math.log(Math.min(t, tau)) - after;
    }
    case "switch": {
      const tau = get("tau");
      const after = t > tau ? get("alpha") * Math.log(t / tau) : 0;
      return get("a") - get("b") * Math.min(t, tau) - after;
    }
    case "offsetPower":
      return Math.log(get("c") + get("A") * t ** -get("beta"));
    case "offsetExponential":
      return Math.log(get("c") + get("A") * Math.exp(-get("beta") * t));
  }
}

/** Residuals ln L - ln f of a model at every point. */
export function logResiduals(
  series: { readonly t: Float64Array; readonly logLoss: Float64Array },
  model: ModelName,
  params: ModelParams,
): Float64Array {
  const residuals = new Float64Array(series.t.length);
  for (let i = 0; i < residuals.length; i++) {
    residuals[i] = (series.logLoss[i] ?? NaN) - logLossAt(model, params, series.t[i] ?? NaN);
  }
  return residuals;
}
