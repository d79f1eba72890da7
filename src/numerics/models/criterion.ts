import { aicc } from "./aic.ts";
import type { Estimate } from "./estimate.ts";
import type { ModelName } from "./modelFit.ts";

/**
 * Parameters that a criterion charges, sigma and phi among them; a joint is charged three, since it is searched for
 * (the shift and the floor are one each).
 */
export const charged: Readonly<Record<ModelName, number>> = {
  exponential: 4,
  power: 4,
  shiftedPower: 5,
  offsetPower: 5,
  offsetExponential: 5,
  twoPower: 8,
  switch: 8,
};

/** Parameters that a joint is charged, since it is searched for. */
export const jointCharge = 3;

/** AICc of a model's estimate, `more` parameters of the noise counted besides sigma and phi; Infinity without one. */
export function criterion(estimate: Estimate | null, n: number, more = 0): number {
  return estimate === null
    ? Infinity
    : aicc({ logLikelihood: estimate.logLikelihood, n, k: charged[estimate.model] + more });
}
