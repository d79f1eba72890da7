import { at } from "../../numerics/at.ts";
import { bestHinge } from "../../numerics/models/extraTerm.ts";
import { logResiduals } from "../../numerics/models/lossModels.ts";
import type { ModelSet } from "../../numerics/models/modelSet.ts";
import { whiten } from "../../numerics/regression/autoregression.ts";
import { localWhittle } from "../../numerics/series/localWhittle.ts";
import type { Misfit } from "../model/runReview.ts";

/** Twice the gain in log likelihood from which a further bend is no accident of the search (see calibration). */
const minGain = 30;
/** R2 from which a model that misses a bend still describes the curve closely. */
const closeR2 = 0.98;

/** Whether the best model misses the shape of the curve: a further bend in ln t beside it would gain far more than chance. */
export function misfitOf({ series, estimates, fits, best }: ModelSet): Misfit | null {
  const estimate = best === null ? null : estimates[best];
  const hinge = estimate === null ? null : bestHinge(series, estimate);
  return best === null || hinge === null || !(hinge.gain > minGain)
    ? null
    : { bendsAt: at(series.t, hinge.index), gain: hinge.gain, isClose: (fits[best].r2 ?? 0) >= closeR2 };
}

/** Memory parameter of the best model's whitened residuals; null without a model or with under 100 points. */
export function longMemoryOf({ series, estimates, best }: ModelSet): number | null {
  const estimate = best === null ? null : estimates[best];
  return (
    estimate &&
    localWhittle(whiten(logResiduals(series, estimate.model, estimate.params), series.weights, estimate.phi))
  );
}
