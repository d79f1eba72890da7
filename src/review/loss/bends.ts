import { t } from "../../l10n.ts";
import { JointSearch } from "../../numerics/models/joints/jointSearch.ts";
import { findKnee, type Knee } from "../../numerics/knee/knee.ts";
import { profileOf } from "../../numerics/knee/kneeProfile.ts";
import type { ModelFit, ModelName } from "../../numerics/models/modelFit.ts";
import type { ModelSet } from "../../numerics/models/modelSet.ts";
import { findSecondKnee } from "../../numerics/knee/secondKnee.ts";
import type { RunReview } from "../model/runReview.ts";
import { longMemoryOf, misfitOf } from "./misfit.ts";

/** Where a curve bends, and what its best model misses of that. */
export interface CurveBends extends Pick<RunReview, "misfit" | "secondKnee" | "longMemory"> {
  readonly knee: Knee;
  /** The knee as slopes read it: of a curve that bends twice, the profile's slope ends where theirs does not. */
  readonly ofSlope: Knee;
}

/** The knee of a curve; where its best model misses a bend, both of two, if three pieces describe the curve better. */
export function bendsOf(models: ModelSet): CurveBends {
  const misfit = misfitOf(models);
  const bent = misfit && findSecondKnee(models, misfit.bendsAt);
  if (bent === null) {
    const knee = findKnee(models);
    return { knee, ofSlope: knee, misfit, secondKnee: null, longMemory: longMemoryOf(models) };
  }
  const { knee: first, longMemory, ...secondKnee } = bent;
  const knee = first ?? { epoch: null, interval: null, alpha: null, reason: threePowers() };
  return { knee, ofSlope: { ...knee, alpha: null }, misfit: null, secondKnee, longMemory };
}

function threePowers(): string {
  return t("three power laws that meet describe the curve better than an exponential that turns into a power law");
}

/**
 * The models with the intervals of their joints by profile likelihood: of the switch, so that both places say the same of a
 * knee, and of two power laws where they are best. Reaching the first place, an interval begins at 0.
 */
export function withJointIntervals(
  { fits, series, estimates, best, memory }: ModelSet,
  { knee, secondKnee }: CurveBends,
): Readonly<Record<ModelName, ModelFit>> {
  const { epoch, interval, alpha } = knee;
  const ofSwitch = epoch === null || secondKnee !== null ? {} : { tau: interval, alpha };
  const estimate = best === "twoPower" ? estimates.twoPower : null;
  const joint = estimate && profileOf(series, new JointSearch(series, "twoPower"), estimate, memory).joint;
  const ofPowers = joint === null ? {} : { breakpoint: joint };
  return {
    ...fits,
    switch: { ...fits.switch, intervals: { ...fits.switch.intervals, ...ofSwitch } },
    twoPower: { ...fits.twoPower, intervals: { ...fits.twoPower.intervals, ...ofPowers } },
  };
}
