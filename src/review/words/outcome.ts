import { t } from "../../l10n.ts";
import type { LostTail } from "../loss/cleanLoss.ts";
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

/** Why no model is fitted: where the loss is lost for good, that comes first. */
export function unfittedSentence(
  { clock }: Pick<RunReview, "clock">,
  reason: string | null,
  lost: LostTail | null,
): string {
  const whole = reason === null ? "" : `${upperFirst(reason)}.`;
  if (lost === null) {
    return whole;
  }
  const at = time(lost.from, clock);
  const why = reason ?? t("no training loss can be fitted");
  switch (lost.as) {
    case "diverged":
      return `${t("The loss diverges at {0}.", at)} ${whole}`.trimEnd();
    case "nan":
      return t("The loss is NaN from {0} on, so no model is fitted: {1}.", at, why);
    case "infinite":
      return t("The loss is infinite from {0} on, so no model is fitted: {1}.", at, why);
    case "zero":
      return t("The loss is 0 from {0} on, so no model is fitted: {1}.", at, why);
  }
}

/** Where the loss is lost for good, and what the fits do there. */
export function lostSentence({ clock }: Pick<RunReview, "clock">, lost: LostTail | null): string {
  const at = lost === null ? "" : time(lost.from, clock);
  switch (lost?.as) {
    case "diverged":
      return t("The loss diverges at {0}; the fits use only what came before.", at);
    case "nan":
      return t("The loss is NaN from {0} on; the fits use only what came before.", at);
    case "infinite":
      return t("The loss is infinite from {0} on; the fits use only what came before.", at);
    case "zero":
      return t("The loss is 0 from {0} on; the fits use only what came before.", at);
    case undefined:
      return "";
  }
}

/** Whether the curvature settles, and when; nothing of a log without it. */
export function plateauSentence({ curvature, clock }: Pick<RunReview, "curvature" | "clock">): string {
  if (curvature === null) {
    return "";
  }
  const { epoch, reason } = curvature.plateau;
  return epoch === null
    ? t("There is no curvature plateau ({0}).", reason ?? t("no plateau was found"))
    : t("The curvature plateau starts at {0}.", time(epoch, clock));
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
