import { t } from "../../l10n.ts";
import type { ModelName } from "../../numerics/models/modelFit.ts";
import type { Interval, RunReview } from "../model/runReview.ts";
import { number, time, withInterval } from "./numbers.ts";

/** A model as the subject or the agent of a sentence. */
export function modelWords(model: ModelName): string {
  switch (model) {
    case "exponential":
      return t("an exponential");
    case "power":
      return t("a power law");
    case "shiftedPower":
      return t("a shifted power law");
    case "twoPower":
      return t("two power laws that meet");
    case "offsetPower":
      return t("a power law above a floor");
    case "offsetExponential":
      return t("an exponential above a floor");
    case "switch":
      return t("an exponential that turns into a power law");
  }
}

/** What the best model's parameters say, as a sentence; nothing where the slope's own sentence says it. */
export function parameterSentence({ best, fits, clock }: RunReviewParts): string {
  if (best === null || fits === null) {
    return "";
  }
  const { params, intervals } = fits[best];
  const said = (name: string): string => sure(params[name] ?? NaN, intervals[name] ?? null);
  switch (best) {
    case "exponential":
      return t("Its rate is {0}.", said("b"));
    case "shiftedPower":
      return (params["t0"] ?? 0) > 0 ? t("Its exponent is {0} and its shift {1}.", said("beta"), said("t0")) : "";
    case "offsetPower":
      return t("Its floor is {0}, its exponent {1}.", said("c"), said("beta"));
    case "offsetExponential":
      return t("Its floor is {0}, its rate {1}.", said("c"), said("beta"));
    case "twoPower":
      return t(
        "They meet at {0}; their log-log slopes are {1} before and {2} after.",
        time(params["breakpoint"] ?? NaN, clock),
        ...[said("alphaBefore"), said("alphaAfter")],
      );
    case "power":
    case "switch":
      return "";
  }
}

export type RunReviewParts = Pick<RunReview, "best" | "fits" | "clock">;

/** A parameter with its interval, or without where that is wider than the parameter is large. */
function sure(value: number, interval: Interval | null): string {
  return interval !== null && isWide(value, interval)
    ? t("about {0} (not determined)", number(value, 1))
    : withInterval(value, interval);
}

/** Whether an interval is wider than the value is large: then the value is not determined. */
export function isWide(value: number, [low, high]: Interval): boolean {
  return high - low > Math.abs(value);
}
