import { findKnee, type Knee } from "../../numerics/knee/knee.ts";
import { partOf, type LossSeries } from "../../numerics/models/lossSeries.ts";
import { estimateModels } from "../../numerics/models/modelSet.ts";
import type { RunReview } from "../model/runReview.ts";

/** Part of the points that a knee must already have shown in to count as settled. */
const earlier = 0.8;

/** A knee of the fitted bins as a review has it: that of a run that still grows is provisional where it has moved of late. */
export function reviewedKnee(knee: Knee, bins: LossSeries, growing: boolean): NonNullable<RunReview["knee"]> {
  const { epoch, interval, reason } = knee;
  return { epoch, interval, reason, provisional: growing && moves(knee, bins) };
}

/** Whether the knee was elsewhere, or not there yet, when a fifth of the points had not come. */
function moves({ epoch, interval }: Knee, bins: LossSeries): boolean {
  if (epoch === null || interval === null) {
    return false;
  }
  const before = findKnee(estimateModels(partOf(bins, 0, Math.floor(earlier * bins.t.length)))).epoch;
  return before === null || before < interval[0] || before > interval[1];
}
