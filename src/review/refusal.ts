import { counted, t } from "../l10n.ts";
import { minPoints } from "../numerics/models/modelSet.ts";
import type { CleanLoss } from "./loss/cleanLoss.ts";
import type { Clock } from "./model/runReview.ts";
import { tooEarly, type Progress } from "./tooEarly.ts";

/** Part of the losses that may be left out as not finite or not positive before no model is fitted. */
const mostLeftOut = 0.05;

/** Why no model is fitted: many losses had to be left out, or the run has just begun; null where one is. */
export function refusal({ kept, excluded }: Pick<CleanLoss, "kept" | "excluded">, progress: Progress): string | null {
  const { nonFinite, nonPositive } = excluded;
  const left = nonFinite + nonPositive;
  const share = left / Math.max(1, kept.t.length + left);
  return share > mostLeftOut
    ? t(
        "{0}% of the training losses are not positive numbers, and a fit allows at most 5%",
        Math.max(5, Math.round(100 * share)),
      )
    : tooEarly(kept, progress);
}

/** Why so many points are too few for any model; null where they are not. */
export function tooFew(points: number, clock: Clock): string | null {
  if (points >= minPoints) {
    return null;
  }
  const remedy =
    clock === "epoch" ? t("; more bins per epoch (analysis.binsPerEpoch in the contract) would give more") : "";
  return counted(
    points,
    [
      "only {0} bin of the training loss can be fitted, {1} are needed{2}",
      "only {0} bins of the training loss can be fitted, {1} are needed{2}",
    ],
    ...[String(minPoints), remedy],
  );
}
