import type { ModelName } from "../../numerics/models/modelFit.ts";
import type { RunReview } from "./runReview.ts";

/** What decides which model stands out. */
export type Judged = Pick<RunReview, "best" | "knee" | "misfit" | "secondKnee">;

/** Whether the model with the lowest AICc has a knee of which the knee's own rule says that it is undecided. */
export function isUndecidedKnee({ best, knee, misfit, secondKnee }: Judged): boolean {
  const isOpen = knee !== null && knee.epoch === null && knee.interval === null;
  return best === "switch" && isOpen && misfit === null && secondKnee === null;
}

/** A model that stands out among the fitted ones, and whether it describes the curve or only comes closest to it. */
export interface LeadingModel {
  readonly name: ModelName;
  readonly isBest: boolean;
}

/** The model to mark: the best, or the closest where none describes the curve or its knee is undecided; null without fits. */
export function leadingModel(review: Judged): LeadingModel | null {
  const { best, misfit, secondKnee } = review;
  const name = misfit?.closest ?? best;
  const isDescribed = misfit === null ? secondKnee === null : misfit.isClose && name === best;
  return name && { name, isBest: isDescribed && !isUndecidedKnee(review) };
}
