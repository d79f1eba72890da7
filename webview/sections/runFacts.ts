import type { RunReview, Slope } from "../../src/review/model/runReview.ts";
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
    const at = significant(firstPowerWin.epoch);
    facts.push([
      t("Power law fits better from"),
      firstPowerWin.atStart ? t("{0}, the first point: this alone is no evidence of a knee", at) : at,
    ]);
  }
  return facts;
}

function slopeFacts({ slopes }: RunReview): Fact[] {
  return slopes === null
    ? []
    : [slopeFact(t("Early slope α"), slopes.early), slopeFact(t("Full slope α"), slopes.full)];
}

function slopeFact(name: string, { alpha, interval, r2, window, reason }: Slope): Fact {
  return alpha === null
    ? [name, t("none: {0}", reason ?? "")]
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
  return [[t("Loss at {0} {1}, forecast", clockTitle(clock), significant(at)), said]];
}

function curvatureFacts({ curvature }: RunReview): Fact[] {
  if (curvature === null) {
    return [];
  }
  const { plateau, firstFlat } = curvature;
  const facts: Fact[] = [
    [t("Curvature plateau"), plateau.epoch === null ? t("no: {0}", plateau.reason ?? "") : significant(plateau.epoch)],
  ];
  if (firstFlat !== null) {
    facts.push([t("First flat epoch"), t("{0} (changes under 5% per epoch for 3 epochs)", significant(firstFlat))]);
  }
  return facts;
}

function noiseFacts({ noise }: RunReview): Fact[] {
  return noise === null
    ? []
    : [[t("Noise"), t("floor {0}, tail power {1}", significant(noise.floor, 3), significant(noise.tailPower, 3))]];
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
