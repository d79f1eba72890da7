import { at } from "../at.ts";
import { effectiveSize, residualPhi } from "../series/effectiveSampleSize.ts";
import { logResiduals, type ModelParams } from "./lossModels.ts";
import type { ModelName, ParameterInterval } from "./modelFit.ts";
import { logLossGradients } from "./modelGradients.ts";
import { solveLinear } from "../regression/qr.ts";
import { studentQuantile } from "../stats/student.ts";

/** Degrees of freedom that are always left, which makes intervals of strongly correlated residuals very wide. */
const LEAST_FREEDOM = 2;

/** Parameters that the fits keep from falling below 0. */
const neverNegative: readonly string[] = ["c", "A", "beta", "tau", "breakpoint"];

/**
 * 95 % intervals of a model's parameters: estimate plus and minus Student's t times the standard error from the
 * covariance s^2 (J'J)^-1, with J the derivatives of ln L at the estimate (Seber & Wild 1989, "Nonlinear Regression",
 * 5.1). Residuals of training curves are correlated, so s^2 = RSS / (nEff - p) and t has nEff - p degrees of freedom,
 * nEff being the effective size of this model's own residuals: a model that misses the curve gets wide intervals.
 *
 * Null where there is none: an offset at its bound 0 (the others are then those of the plain decay) and models whose
 * derivatives depend on each other. It fails, by being too narrow, where the model bends strongly within the interval:
 * for an offset that hardly shows, and for a breakpoint that few points surround or that sits on a point (Feder 1975).
 * @param series `t` > 0, increasing, same length as `logLoss`.
 */
export function parameterIntervals(
  series: { readonly t: Float64Array; readonly logLoss: Float64Array },
  model: ModelName,
  params: ModelParams,
): Record<string, ParameterInterval | null> {
  const names = Object.keys(params);
  const free = names.filter((name) => !(name === "c" && params["c"] === 0));
  const residuals = logResiduals(series, model, params);
  const size = effectiveSize(residuals.length, residualPhi(residuals, free.length));
  const freedom = Math.max(LEAST_FREEDOM, size - free.length);
  const errors = standardErrors(logLossGradients(series.t, model, params, free), residuals, freedom);
  const quantile = studentQuantile(0.975, freedom);
  return Object.fromEntries(names.map((name) => [name, intervalOf(name, params[name] ?? NaN)]));

  function intervalOf(name: string, value: number): ParameterInterval | null {
    const reach = quantile * (errors?.[free.indexOf(name)] ?? NaN);
    if (!Number.isFinite(reach)) {
      return null;
    }
    const low = value - reach;
    return [neverNegative.includes(name) ? Math.max(0, low) : low, value + reach];
  }
}

/**
 * Standard errors of a least-squares fit's parameters: from its Jacobian, by rows, and its residuals, whose squares are
 * averaged over `freedom` degrees of freedom. Null where the Jacobian's columns are linearly dependent.
 */
export function standardErrors(jacobian: Float64Array, residuals: Float64Array, freedom: number): Float64Array | null {
  const parameters = jacobian.length / residuals.length;
  const solution = solveLinear(jacobian, residuals, parameters);
  if (solution === null) {
    return null;
  }
  const variance = residuals.reduce((sum, residual) => sum + residual * residual, 0) / freedom;
  return Float64Array.from({ length: parameters }, (_, j) =>
    Math.sqrt(variance * at(solution.covariance, j * parameters + j)),
  );
}
