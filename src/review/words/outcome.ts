import { t } from "../../l10n.ts";
import type { RunReview } from "../model/runReview.ts";
import { time, withInterval } from "./numbers.ts";

/** The loss that the run is expected to end with, only where there is a forecast: why there is none stands in the review's own field. */
export function forecastSentence({ forecast, clock }: Pick<RunReview, "forecast" | "clock">): string {
  const value = forecast?.value ?? null;
  return forecast === null || value === null
    ? ""
    : t(
        "At the planned end, {0}, the loss is expected to be {1}.",
        time(forecast.at, clock),
        withInterval(value, forecast.interval),
      );
}

/** From where on the curve is left out; nothing of a run that has not diverged. */
export function divergedSentence({ loss, clock }: Pick<RunReview, "loss" | "clock">): string {
  const at = loss?.divergedAt ?? null;
  return at === null ? "" : t("The loss diverges at {0}; everything after that is left out.", time(at, clock));
}

/** Whether the curvature settles, and when; nothing of a log without it. */
export function plateauSentence({ curvature, clock }: Pick<RunReview, "curvature" | "clock">): string {
  if (curvature === null) {
    return "";
  }
  const { epoch, reason } = curvature.plateau;
  return epoch === null
    ? t("The curvature has no plateau: {0}.", reason ?? t("no plateau was found"))
    : t("The curvature reaches its plateau at {0}.", time(epoch, clock));
}
