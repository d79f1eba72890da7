import { isWide } from "../../src/review/model/isWide.ts";
import type { Clock, RunReview, Slope } from "../../src/review/model/runReview.ts";
import { byInterval, intervalByItself, intervalText, significant } from "../ui/format.ts";
import { clockTitle } from "../axes/clockTitle.ts";
import { t } from "../ui/text.ts";

type Fact = readonly [name: string, value: string];

/** The numbers next to the models in words, each with its uncertainty or the reason why there is none. */
export function factsOf(review: RunReview): readonly Fact[] {
  return [
    ...forecastFacts(review),
    ...kneeFacts(review),
    ...slopeFacts(review),
    ...curvatureFacts(review),
    ...noiseFacts(review),
    ...validationFacts(review),
  ];
}

function kneeFacts({ knee, firstPowerWin, clock }: RunReview): Fact[] {
  const facts: Fact[] = [];
  if (knee !== null) {
    const at = knee.epoch === null ? "" : byInterval(knee.interval)(knee.epoch);
    const found = `${at} ${bracketed(knee.interval)}${knee.provisional ? ` ${t("provisional")}` : ""}`;
    facts.push([t("Knee {0}", clockTitle(clock)), knee.epoch === null ? t("none: {0}", knee.reason ?? "") : found]);
  }
  if (firstPowerWin !== null) {
    const at = `${clockTitle(clock)} ${significant(firstPowerWin.epoch)}`;
    facts.push([
      t("Power law beats exponential from"),
      firstPowerWin.atStart ? t("{0} (the first point, so this is no evidence of a knee)", at) : at,
    ]);
  }
  return facts;
}

function slopeFacts({ slopes, clock }: RunReview): Fact[] {
  return slopes === null
    ? []
    : [slopeFact(t("Early exponent α"), slopes.early, clock), slopeFact(t("Full exponent α"), slopes.full, clock)];
}

function slopeFact(name: string, slope: Slope, clock: Clock): Fact {
  const { alpha, interval, r2, window, reason } = slope;
  if (alpha === null) {
    const why = reason ?? "";
    return [name, clock === "epoch" ? t("none over epoch {0}: {1}", intervalText(window), why) : t("none: {0}", why)];
  }
  return interval !== null && isWide(alpha, interval)
    ? [name, t("about {0} (not determined) over {1}", significant(alpha, 1), intervalText(window))]
    : [
        name,
        t(
          "{0} {1} over {2}, R² {3}",
          byInterval(interval)(alpha),
          bracketed(interval),
          intervalText(window),
          significant(r2, 3),
        ),
      ];
}

/** Of a run that goes on towards an end that is known. */
function forecastFacts({ forecast, clock }: RunReview): Fact[] {
  if (forecast === null) {
    return [];
  }
  const { at, value, interval, reason } = forecast;
  const said = value === null ? t("none: {0}", reason ?? "") : `${byInterval(interval)(value)} ${bracketed(interval)}`;
  return [[t("Forecast of the loss at {0} {1}", clockTitle(clock), significant(at)), said]];
}

function curvatureFacts({ curvature, clock }: RunReview): Fact[] {
  if (curvature === null) {
    return [];
  }
  const { plateau, firstFlat } = curvature;
  const facts: Fact[] = [
    [
      t("Curvature plateau"),
      plateau.epoch === null
        ? t("none: {0}", plateau.reason ?? "")
        : t("from {0} on", `${clockTitle(clock)} ${significant(plateau.epoch)}`),
    ],
  ];
  if (firstFlat !== null) {
    facts.push([
      t("Curvature flat by the 5% rule"),
      t("from epoch {0} on (for comparison: changes by less than 5% per epoch for 3 epochs)", significant(firstFlat)),
    ]);
  }
  return facts;
}

function noiseFacts({ noise }: RunReview): Fact[] {
  return noise === null
    ? []
    : [
        [t("Noise floor"), t("{0} (level of the fast noise)", significant(noise.floor, 3))],
        [t("Noise tail power"), t("{0} (mean power at the highest frequencies)", significant(noise.tailPower, 3))],
      ];
}

function validationFacts({ bestVal, clock }: RunReview): Fact[] {
  return bestVal === null
    ? []
    : [
        [
          t("Best {0}", bestVal.metric),
          t("{0} at {1} {2}", significant(bestVal.value), clockTitle(clock), significant(bestVal.epoch)),
        ],
      ];
}

function bracketed(interval: readonly [number, number] | null): string {
  return interval === null ? "" : `[${intervalByItself(interval)}]`;
}
