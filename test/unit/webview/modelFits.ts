import { modelNames, type ModelFit, type ModelName } from "../../../src/numerics/models/modelFit.ts";

/** A model that could not be fitted to `n` points, for a reason. */
export function refusedFit(n: number, reason: string): ModelFit {
  const none = { r2: null, aic: null, aicc: null, aicIndependent: null, weight: null, phi: null };
  return { params: {}, intervals: {}, ...none, n, reason };
}

/** The same fit of all models. */
export function allModels(fit: ModelFit): Readonly<Record<ModelName, ModelFit>> {
  return Object.fromEntries(modelNames.map((name) => [name, fit])) as Record<ModelName, ModelFit>;
}
