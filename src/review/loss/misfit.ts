import { at } from "../../numerics/at.ts";
import { bestTerms } from "../../numerics/models/extraTerm.ts";
import { logResiduals } from "../../numerics/models/lossModels.ts";
import { modelNames, type ModelName } from "../../numerics/models/modelFit.ts";
import type { ModelSet } from "../../numerics/models/modelSet.ts";
import { whiten } from "../../numerics/regression/autoregression.ts";
import { localWhittle } from "../../numerics/series/localWhittle.ts";
import type { Misfit } from "../model/runReview.ts";

/** Twice the gain in log likelihood from which a further bend is no accident of the search (see calibration). */
const minGain = 30;
/** R2 from which a model that misses a bend still describes the curve closely. */
const closeR2 = 0.98;

/** R2 that another model must explain more to be called the closest. */
const closer = 0.005;

/** Whether the best model misses the shape of the curve: a further bend in ln t besides it would gain far more than chance. */
export function misfitOf({ series, estimates, fits, best }: ModelSet): Misfit | null {
  const estimate = best === null ? null : estimates[best];
  const hinge = estimate === null ? null : bestTerms(series, estimate, ["hinge"]).hinge;
  if (best === null || hinge === null || !(hinge.gain > minGain)) {
    return null;
  }
  const r2 = (name: ModelName): number => fits[name].r2 ?? 0;
  const highest = modelNames.reduce((one, other) => (r2(other) > r2(one) ? other : one), best);
  const closest = r2(highest) > r2(best) + closer ? highest : best;
  return { bendsAt: at(series.t, hinge.index), gain: hinge.gain, closest, isClose: r2(closest) >= closeR2 };
}

/** Memory parameter of the best model's whitened residuals; null without a model or with under 100 points. */
export function longMemoryOf({ series, estimates, best }: ModelSet): number | null {
  const estimate = best === null ? null : estimates[best];
  return (
    estimate &&
    localWhittle(whiten(logResiduals(series, estimate.model, estimate.params), series.weights, estimate.phi))
  );
}
