import { t } from "../../l10n.ts";
import type { RunReview } from "../model/runReview.ts";
import { rangeOf, time } from "./numbers.ts";
import { notRuledOut } from "./weights.ts";

type Review = Pick<RunReview, "knee" | "best" | "fits" | "misfit" | "secondKnee" | "warmUpEnd" | "clock">;

/** Points below which a knee is often missed, and below which none can be found. */
const fewForKnee = 20;
const tooFewForKnee = 13;

/** "Burn-in" only where the switch is the best model: another model's curve has no end of burn-in. */
export function kneeSentence({ knee, best, fits, misfit, secondKnee, clock }: Review): string {
  if (knee === null) {
    return "";
  }
  if (knee.epoch === null) {
    return noKneeSentence(knee, { best, fits, misfit, clock });
  }
  const at = time(knee.epoch, clock, knee.interval);
  const range = knee.interval === null ? "" : rangeOf(knee.interval);
  if (best !== "switch" && secondKnee === null) {
    return t("A change from an exponential to a power law at {0} (95% CI {1}) is not ruled out.", at, range);
  }
  return knee.provisional
    ? t("Burn-in ends at {0} (95% CI {1}); the run is still live, so the knee may still move.", at, range)
    : t("Burn-in ends at {0} (95% CI {1}).", at, range);
}

type NoKnee = Pick<NonNullable<Review["knee"]>, "reason" | "interval">;
type Fitted = Pick<Review, "best" | "fits" | "misfit" | "clock">;

function noKneeSentence({ reason, interval }: NoKnee, { best, fits, misfit, clock }: Fitted): string {
  const points = best === null ? Infinity : (fits?.[best].n ?? Infinity);
  if (reason === null) {
    return "";
  }
  if (interval !== null) {
    return interval[0] === 0
      ? t("A change to a power law is at or before {0}, too early to locate it.", time(interval[1], clock, interval))
      : t("A change to a power law is at or after {0}, too late to locate it.", time(interval[0], clock, interval));
  }
  if (points < tooFewForKnee) {
    return t("{0} points are too few to find a knee.", points);
  }
  if (points < fewForKnee) {
    return t("No knee is found, but with {0} points many knees are missed.", points);
  }
  const joint = best === "twoPower" ? (fits?.twoPower.intervals["breakpoint"] ?? null) : null;
  if (joint?.[0] === 0) {
    return t("There is too little data before {0} to look for a knee there.", time(joint[1], clock));
  }
  if (best === "switch" || (fits?.switch.weight ?? 0) > notRuledOut) {
    return t("Whether there is a knee is undecided: {0}.", reason);
  }
  return misfit === null && (best === "exponential" || best === "offsetExponential")
    ? t("There is no knee: {0}. A knee in the last tenth of the run would often be missed.", reason)
    : t("There is no knee: {0}.", reason);
}

/** A knee during the warm-up is the schedule's before it is the loss's. */
export function warmUpSentence({ knee, best, fits, warmUpEnd, clock }: Review): string {
  const epoch = knee?.epoch ?? null;
  const joint = best === "twoPower" ? (fits?.twoPower.params["breakpoint"] ?? null) : null;
  if (warmUpEnd === null) {
    return "";
  }
  if (epoch === null && joint !== null && joint <= warmUpEnd) {
    return t("The two power laws meet during the learning rate warm-up, which ends at {0}.", time(warmUpEnd, clock));
  }
  return epoch !== null && epoch <= warmUpEnd
    ? t("The knee is within the learning rate warm-up, which ends at {0}.", time(warmUpEnd, clock))
    : "";
}
