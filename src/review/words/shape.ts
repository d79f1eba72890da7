import { t } from "../../l10n.ts";
import type { ModelName } from "../../numerics/models/modelFit.ts";
import type { LostTail } from "../loss/cleanLoss.ts";
import { isUndecidedKnee, type Judged } from "../model/leadingModel.ts";
import type { RunReview } from "../model/runReview.ts";
import { isOnset } from "./bends.ts";
import { modelWords } from "./models.ts";
import { number, time } from "./numbers.ts";
import { clear, notRuledOut } from "./weights.ts";

type Review = Pick<RunReview, "best" | "fits" | "misfit" | "slopes" | "window" | "clock">;

/** R2 below which a model tells of noise sooner than of the loss. */
const still = 0.05;

/** Of a loss that is the same throughout, or all but noise, there is nothing to tell models apart by. */
export function stillSentence({ best, fits, slopes, window, clock }: Review): string {
  if (best === null || fits === null || window === null) {
    return "";
  }
  const { r2 } = fits[best];
  const [start, end] = [time(window.start, clock), number(window.end)];
  if (r2 === null) {
    return t("The loss is constant from {0} to {1}.", start, end);
  }
  const [low, high] = slopes?.full.interval ?? [-Infinity, Infinity];
  return r2 < still && low <= 0 && high >= 0
    ? t(
        "From {0} to {1} the loss hardly changes compared with its noise: {2} is closest (R² {3}).",
        ...[start, end, modelWords(best), number(Math.max(0, r2), 2)],
      )
    : "";
}

/** Which model describes the curve, and how surely. */
export function shapeSentence(review: Review & Judged, lost: LostTail | null): string {
  const { best, fits, misfit, window, clock } = review;
  if (best === null || fits === null || window === null) {
    return t("There are too few points to distinguish the models of the curve.");
  }
  const weight = fits[best].weight ?? 0;
  const [start, end, model] = [time(window.start, clock), number(window.end), modelWords(best)];
  if (misfit !== null) {
    const closest = [start, end, number(fits[misfit.closest].r2 ?? NaN, 4), modelWords(misfit.closest)];
    return isOnset(misfit.bendsAt, window, lost)
      ? t("From {0} to {1}, {3} fits the loss well (R² {2}), but not within its noise.", ...closest)
      : t(
          "From {0} to {1}, {3} fits the loss well (R² {2}), but not within its noise: the loss has a further bend near {4}.",
          ...[...closest, time(misfit.bendsAt, clock)],
        );
  }
  if (isUndecidedKnee(review)) {
    return t("From {0} to {1}, {2} is the closest model.", start, end, model);
  }
  if (weight >= clear) {
    return t("From {0} to {1} the loss is best described by {2}.", start, end, model);
  }
  const rival = closestRival(best, fits);
  return rival === null
    ? t("From {0} to {1} the loss is best described by {2} (Akaike weight {3}).", start, end, model, number(weight, 2))
    : t(
        "From {0} to {1} the loss is best described by {2} (Akaike weight {3}); next is {4} (weight {5}).",
        ...[start, end, model, number(weight, 2), modelWords(rival), number(fits[rival].weight ?? 0, 2)],
      );
}

/** The model that comes next, where it is not ruled out. */
function closestRival(best: ModelName, fits: NonNullable<Review["fits"]>): ModelName | null {
  const others = (Object.keys(fits) as ModelName[])
    .filter((name) => name !== best && (fits[name].weight ?? 0) > notRuledOut)
    .sort((one, other) => (fits[other].weight ?? 0) - (fits[one].weight ?? 0));
  return others[0] ?? null;
}

/** Misfit is not noise: where a further bend would gain far more than chance, no model's numbers are quoted. */
export function undescribedSentence({ best, fits, misfit, window, clock }: Review): string {
  if (best === null || fits === null || misfit === null || window === null) {
    return "";
  }
  return t(
    "From {0} to {1} none of the fitted models describes this curve: it has a bend near {2} that none of them has. The closest is {3} (R² {4}).",
    ...[time(window.start, clock), number(window.end), time(misfit.bendsAt, clock), modelWords(misfit.closest)],
    number(fits[misfit.closest].r2 ?? NaN, 3),
  );
}
