import { least } from "../../extremes.ts";
/**
 * Akaike weights: exp(-delta / 2) normalized to one, where delta is the distance to the lowest AIC (or AICc).
 * A criterion that is not finite gets weight 0; where none is finite all weights are 0.
 * Burnham & Anderson 2002, "Model Selection and Multimodel Inference", 2.9.
 */
export function akaikeWeights(criteria: readonly number[]): number[] {
  const finite = criteria.filter(Number.isFinite);
  if (finite.length === 0) {
    return criteria.map(() => 0);
  }
  const lowest = least(finite);
  const relative = criteria.map((value) => (Number.isFinite(value) ? Math.exp((lowest - value) / 2) : 0));
  const total = relative.reduce((sum, value) => sum + value, 0);
  return relative.map((value) => value / total);
}
