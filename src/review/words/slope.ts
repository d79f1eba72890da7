import { greatest, least } from "../../extremes.ts";
import { t } from "../../l10n.ts";
import type { RunReview } from "../model/runReview.ts";
import { isWide } from "../model/isWide.ts";
import { number, time, withInterval } from "./numbers.ts";

type Review = Pick<RunReview, "slopes" | "knee" | "best" | "misfit" | "clock">;

/** The power-law slope that goes with the best model, or what one slope through everything would be worth. */
export function slopeSentence({ slopes, knee, best, misfit, clock }: Review): string {
  const full = slopes?.full;
  if (slopes === null || full === undefined || full.alpha === null || full.interval === null) {
    return "";
  }
  const others = rangeOverWindows(slopes.sensitivity);
  if (isWide(full.alpha, full.interval)) {
    return others === ""
      ? t("The power-law exponent α after {0} is not determined.", time(full.window[0], clock))
      : t(
          "The power-law exponent α after {0} is not determined: over different windows, it ranges from {1}.",
          time(full.window[0], clock),
          others,
        );
  }
  // Where no model has the curve's shape, an interval about one slope would tell of noise that is none.
  const isShapeless = misfit?.isClose === false;
  const alpha = withInterval(full.alpha, isShapeless ? null : full.interval);
  const isRobust = full.method !== "leastSquares";
  const isBehindKnee = knee !== null && knee.epoch !== null && best === "switch";
  if (isBehindKnee && !isShapeless) {
    return isRobust
      ? t("After the knee the loss follows a power law with exponent α = {0}, by a fit robust against outliers.", alpha)
      : t("After the knee the loss follows a power law with exponent α = {0}.", alpha);
  }
  if (best === "power" || (best === "shiftedPower" && others === "")) {
    return isRobust
      ? t("The best-fitting model has exponent α = {0}, by a fit robust against outliers.", alpha)
      : t("The best-fitting model has exponent α = {0}.", alpha);
  }
  return others === ""
    ? t("A single power law after {0} has exponent α = {1}.", time(full.window[0], clock), alpha)
    : t(
        "A single power law after {0} has exponent α = {1}; over other windows, α is {2}.",
        ...[time(full.window[0], clock), alpha, others],
      );
}

/** How far the slope differs over other windows, in words; nothing where that is within a tenth. */
function rangeOverWindows(windows: NonNullable<RunReview["slopes"]>["sensitivity"]): string {
  const alphas = windows.map(({ alpha }) => alpha).filter((alpha) => alpha !== null);
  const [low, high] = [least(alphas), greatest(alphas)];
  return high - low > 0.1 * Math.abs(high) ? t("{0} to {1}", number(low, 2), number(high, 2)) : "";
}

/** A log that begins beyond its own length holds the end of a curve, whose slope says more of the clock than of the loss. */
export function originSentence({ window, lrDrops }: Pick<RunReview, "window" | "lrDrops">): string {
  if (window === null || window.start < window.end - window.start || lrDrops.some((drop) => drop <= window.start)) {
    return "";
  }
  return t("The log starts late in training, so power-law slopes measured on it are unreliable.");
}
