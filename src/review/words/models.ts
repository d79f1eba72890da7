import { t } from "../../l10n.ts";
import type { ModelName } from "../../numerics/models/modelFit.ts";
import { isWide } from "../model/isWide.ts";
import type { Interval, RunReview } from "../model/runReview.ts";
import { number, rangeOf, time, withInterval } from "./numbers.ts";

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
      return t("a broken power law");
    case "offsetPower":
      return t("a power law with an offset");
    case "offsetExponential":
      return t("an exponential with an offset");
    case "switch":
      return t("an exponential that turns into a power law");
  }
}

/** What the best model's parameters say, as a sentence; nothing where the slope's own sentence says it. */
export function parameterSentence({ best: chosen, fits, misfit, window, clock }: RunReviewParts): string {
  const best = misfit?.closest ?? chosen;
  if (best === null || fits === null) {
    return "";
  }
  const { params, intervals } = fits[best];
  const said = (name: string): string => sure(params[name] ?? NaN, intervals[name] ?? null);
  switch (best) {
    case "exponential":
      return t("The best-fitting model has rate {0}.", said("b"));
    case "shiftedPower":
      return (params["t0"] ?? 0) > 0
        ? t("The best-fitting model has exponent {0} and shift {1}.", said("beta"), said("t0"))
        : t("The best-fitting model has exponent {0}; its shift cannot be distinguished from 0.", said("beta"));
    case "offsetPower":
      return t("The best-fitting model has offset {0} and exponent {1}.", said("c"), said("beta"));
    case "offsetExponential":
      return t("The best-fitting model has offset {0} and rate {1}.", said("c"), said("beta"));
    case "twoPower":
      return [
        placeSentence(params["breakpoint"] ?? NaN, intervals["breakpoint"] ?? null, {
          clock,
          end: window?.end ?? Infinity,
        }),
        t("Their exponents α are {0} before and {1} after.", said("alphaBefore"), said("alphaAfter")),
      ].join(" ");
    case "power":
    case "switch":
      return "";
  }
}

export type RunReviewParts = Pick<RunReview, "best" | "fits" | "misfit" | "window" | "clock">;

/** Where two power laws meet; no place where the interval reaches an end of the places that could be looked at. */
function placeSentence(
  joint: number,
  interval: Interval | null,
  { clock, end }: { readonly clock: RunReview["clock"]; readonly end: number },
): string {
  if (interval === null) {
    return t("The two power laws meet at {0}.", time(joint, clock));
  }
  if (interval[0] === 0) {
    return t("The two power laws meet at or before {0}.", time(interval[1], clock));
  }
  return interval[1] >= end
    ? t("The two power laws meet at or after {0}.", time(interval[0], clock))
    : t("The two power laws meet at {0} (95% CI {1}).", time(joint, clock, interval), rangeOf(interval));
}

/** A parameter with its interval, or without where that is wider than the parameter is large. */
export function sure(value: number, interval: Interval | null): string {
  return interval !== null && isWide(value, interval)
    ? t("about {0} (not determined)", number(value, 1))
    : withInterval(value, interval);
}
