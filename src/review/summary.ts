import { greatest, least } from "../extremes.ts";
import { t } from "../l10n.ts";
import type { ModelName } from "../numerics/models/modelFit.ts";
import type { RunReview } from "./model/runReview.ts";
import { isWide, modelWords, parameterSentence } from "./words/models.ts";
import { bendSentences } from "./words/bends.ts";
import { number, rangeOf, time, withInterval } from "./words/numbers.ts";
import { dropSentence, scheduleSentence, stairsSentence } from "./words/rates.ts";

/** The parts of a review that its sentences are made from. */
export interface SummaryInput {
  readonly review: Omit<RunReview, "summary">;
  /** Why there are no fits, in words; null where there are. */
  readonly reason: string | null;
}

type Review = SummaryInput["review"];

/** Weight from which the best model counts as clearly ahead. */
const clear = 0.9;
/** Weight from which a model that is not the best is not ruled out. */
const notRuledOut = (1 - clear) / 2;
/** R2 below which a model tells of noise sooner than of the loss. */
const still = 0.05;
/** phi from which what the best model leaves moves slowly. */
const slow = 0.95;
/** Memory parameter from which intervals are too narrow. */
const longMemory = 0.2;

/** A few sentences: what the curve shows and how sure that is. Plain words, no more digits than are known. */
export function summarize({ review, reason }: SummaryInput): string {
  if (review.fits === null || reason !== null) {
    return joined([reason === null ? "" : `${upperFirst(reason)}.`, divergedSentence(review), plateauSentence(review)]);
  }
  const still = stillSentence(review);
  const last = divergedSentence(review) || dropSentence(review) || plateauSentence(review);
  const end = [stairsSentence(review), scheduleSentence(review), last, forecastSentence(review)];
  return joined(still === "" ? [...curveSentences(review), ...end] : [still, ...end]);
}

function joined(sentences: readonly string[]): string {
  return sentences.filter(Boolean).join(" ");
}

function curveSentences(review: Review): string[] {
  const isUndescribed = review.misfit !== null && !review.misfit.isClose;
  if (isUndescribed) {
    return [undescribedSentence(review), slopeSentence(review), originSentence(review)];
  }
  if (review.secondKnee !== null) {
    const knee = joined([kneeSentence(review), warmUpSentence(review)]);
    return [...bendSentences(review, knee), memorySentence(review), originSentence(review)];
  }
  return [
    shapeSentence(review),
    parameterSentence(review),
    ...(review.best === "power"
      ? [slopeSentence(review), kneeSentence(review)]
      : [kneeSentence(review), warmUpSentence(review), slopeSentence(review)]),
    slowSentence(review),
    memorySentence(review),
    originSentence(review),
  ];
}

/** Of a loss that is the same throughout, or all but noise, there is nothing to tell models apart by. */
function stillSentence({ best, fits, slopes, window, clock }: Review): string {
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

function shapeSentence({ best, fits, misfit, window, clock }: Review): string {
  if (best === null || fits === null || window === null) {
    return t("There are too few points to distinguish the models of the curve.");
  }
  const weight = fits[best].weight ?? 0;
  const [start, end, model] = [time(window.start, clock), number(window.end), modelWords(best)];
  if (misfit !== null) {
    return t(
      "From {0} to {1} the loss is described closely (R² {2}), though not to within its noise, by {3}: it bends once more near {4}.",
      ...[
        start,
        end,
        number(fits[misfit.closest].r2 ?? NaN, 4),
        modelWords(misfit.closest),
        time(misfit.bendsAt, clock),
      ],
    );
  }
  if (weight >= clear) {
    return t("From {0} to {1} the loss is best described by {2}.", start, end, model);
  }
  const rival = closestRival(best, fits);
  return rival === null
    ? t("From {0} to {1} the loss is best described by {2} (weight {3}).", start, end, model, number(weight, 2))
    : t(
        "From {0} to {1} the loss is best described by {2} (weight {3}); next is {4} (weight {5}).",
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
function undescribedSentence({ best, fits, misfit, window, clock }: Review): string {
  if (best === null || fits === null || misfit === null || window === null) {
    return "";
  }
  return t(
    "From {0} to {1} none of the models describes this curve: it bends again near {2}. The closest is {3} (R² {4}).",
    ...[time(window.start, clock), number(window.end), time(misfit.bendsAt, clock), modelWords(misfit.closest)],
    number(fits[misfit.closest].r2 ?? NaN, 3),
  );
}

function slowSentence({ best, fits, misfit }: Review): string {
  const phi = best === null || misfit !== null ? null : (fits?.[best].phi ?? null);
  return phi !== null && phi >= slow
    ? t("Its residuals change slowly: slow noise, or a shape that none of the models has.")
    : "";
}

/** What a model leaves that misses a bend or steps has a long memory of its own: of that the misfit's sentence tells. */
function memorySentence({ longMemory: d, noiseMemory, misfit, stairs }: Review): string {
  if (noiseMemory !== null && misfit === null && stairs === null) {
    const d = number(noiseMemory.d, 1);
    return noiseMemory.isLikely
      ? t("The noise has a long memory (d about {0}); the intervals allow for it.", d)
      : t("The noise may have a long memory (d about {0}); the intervals allow for it.", d);
  }
  return misfit === null && stairs === null && d !== null && d > longMemory
    ? t("The noise has a long memory (d about {0}): intervals are too narrow.", number(d, 1))
    : "";
}

/** A log that begins beyond its own length holds the end of a curve, whose slope says more of the clock than of the loss. */
function originSentence({ window, lrDrops }: Review): string {
  if (window === null || window.start < window.end - window.start || lrDrops.some((drop) => drop <= window.start)) {
    return "";
  }
  return t("The log starts late in training, so power-law slopes measured on it are unreliable.");
}

/** The power-law slope that goes with the best model, or what one slope through everything would be worth. */
function slopeSentence({ slopes, knee, best, misfit, clock }: Review): string {
  const full = slopes?.full;
  if (slopes === null || full === undefined || full.alpha === null || full.interval === null) {
    return "";
  }
  const others = rangeOverWindows(slopes.sensitivity);
  if (isWide(full.alpha, full.interval)) {
    return others === ""
      ? t("Its log-log slope after {0} is not determined.", time(full.window[0], clock))
      : t(
          "A single log-log slope after {0} is not determined: power laws over other windows give {1}.",
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
      ? t("After the knee the log-log slope, robust against outliers, is {0}.", alpha)
      : t("After the knee the log-log slope is {0}.", alpha);
  }
  if (best === "power" || (best === "shiftedPower" && others === "")) {
    return isRobust
      ? t("Its log-log slope, robust against outliers, is {0}.", alpha)
      : t("Its log-log slope is {0}.", alpha);
  }
  return others === ""
    ? t("A single power law after {0} would have slope {1}.", time(full.window[0], clock), alpha)
    : t(
        "A single power law after {0} would have slope {1}, but {2} over other windows.",
        ...[time(full.window[0], clock), alpha, others],
      );
}

/** How far the slope differs over other windows, in words; nothing where that is within a tenth. */
function rangeOverWindows(windows: NonNullable<RunReview["slopes"]>["sensitivity"]): string {
  const alphas = windows.map(({ alpha }) => alpha).filter((alpha) => alpha !== null);
  const [low, high] = [least(alphas), greatest(alphas)];
  return high - low > 0.1 * Math.abs(high) ? t("{0} to {1}", number(low, 2), number(high, 2)) : "";
}

/** Points below which a knee is often missed, and below which none can be found. */
const fewForKnee = 20;
const tooFewForKnee = 13;

/** "Burn-in" only where the switch is the best model: another model's curve has no end of burn-in. */
function kneeSentence({ knee, best, fits, misfit, secondKnee, clock }: Review): string {
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
    ? t("Burn-in ends at {0} (95% CI {1}); the run is still growing, and the knee still moves.", at, range)
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
    return t("No knee is found, but with {0} points most knees are missed.", points);
  }
  const joint = best === "twoPower" ? (fits?.twoPower.intervals["breakpoint"] ?? null) : null;
  if (joint?.[0] === 0) {
    return t("There is too little data before {0} to look for a knee there.", time(joint[1], clock));
  }
  if (best === "switch" || (fits?.switch.weight ?? 0) > notRuledOut) {
    return t("It is undecided whether there is a knee: {0}.", reason);
  }
  return misfit === null && (best === "exponential" || best === "offsetExponential")
    ? t("There is no knee: {0}. A knee in the last tenth of the run would often be missed.", reason)
    : t("There is no knee: {0}.", reason);
}

/** A knee during the warm-up is the schedule's before it is the loss's. */
function warmUpSentence({ knee, best, fits, warmUpEnd, clock }: Review): string {
  const epoch = knee?.epoch ?? null;
  const joint = best === "twoPower" ? (fits?.twoPower.params["breakpoint"] ?? null) : null;
  if (warmUpEnd === null) {
    return "";
  }
  if (epoch === null && joint !== null && joint <= warmUpEnd) {
    return t("They meet during the warm-up of the learning rate, which ends at {0}.", time(warmUpEnd, clock));
  }
  return epoch !== null && epoch <= warmUpEnd
    ? t("The knee is within the warm-up of the learning rate, which ends at {0}.", time(warmUpEnd, clock))
    : "";
}

/** Only where there is one: why there is none stands in the review's own field. */
function forecastSentence({ forecast, clock }: Review): string {
  const value = forecast?.value ?? null;
  return forecast === null || value === null
    ? ""
    : t(
        "At the planned end, {0}, the loss is expected to be {1}.",
        time(forecast.at, clock),
        withInterval(value, forecast.interval),
      );
}

function divergedSentence({ loss, clock }: Review): string {
  const at = loss?.divergedAt ?? null;
  return at === null ? "" : t("The loss diverges at {0}; everything after that is left out.", time(at, clock));
}

function plateauSentence({ curvature, clock }: Review): string {
  if (curvature === null) {
    return "";
  }
  const { epoch, reason } = curvature.plateau;
  return epoch === null
    ? t("The curvature has no plateau: {0}.", reason ?? t("no plateau was found"))
    : t("The curvature reaches its plateau at {0}.", time(epoch, clock));
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
