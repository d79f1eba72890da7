import { t } from "../l10n.ts";
import type { ModelName } from "../numerics/models/modelFit.ts";
import type { RunReview } from "./model/runReview.ts";
import { isWide, modelWords, parameterSentence } from "./words/models.ts";
import { number, rangeOf, time, withInterval } from "./words/numbers.ts";

/** The parts of a review that its sentences are made from. */
export interface SummaryInput {
  readonly review: Omit<RunReview, "summary">;
  /** Why there are no fits, in words; null where there are. */
  readonly reason: string | null;
}

type Review = SummaryInput["review"];

/** Weight from which the best model counts as clearly ahead. */
const clear = 0.9;
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
  const end = [scheduleSentence(review), last, forecastSentence(review)];
  return joined(still === "" ? [...curveSentences(review), ...end] : [still, ...end]);
}

function joined(sentences: readonly string[]): string {
  return sentences.filter(Boolean).join(" ");
}

function curveSentences(review: Review): string[] {
  const isUndescribed = review.misfit !== null && !review.misfit.isClose;
  return isUndescribed
    ? [undescribedSentence(review), slopeSentence(review), memorySentence(review), originSentence(review)]
    : [
        shapeSentence(review),
        parameterSentence(review),
        ...(review.best === "power"
          ? [slopeSentence(review), kneeSentence(review)]
          : [kneeSentence(review), warmUpSentence(review), slopeSentence(review)]),
        fitSentence(review),
        memorySentence(review),
        originSentence(review),
      ];
}

/** Of a loss that is the same throughout there is nothing to tell models apart by. */
function stillSentence({ best, fits, window, clock }: Review): string {
  return best === null || window === null || fits?.[best].r2 !== null
    ? ""
    : t("From {0} to {1} the loss does not change.", time(window.start, clock), number(window.end));
}

function shapeSentence({ best, fits, window, clock }: Review): string {
  if (best === null || fits === null || window === null) {
    return t("The points are too few to tell one model of the curve from another.");
  }
  const weight = fits[best].weight ?? 0;
  const [start, end, model] = [time(window.start, clock), number(window.end), modelWords(best)];
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
    .filter((name) => name !== best && (fits[name].weight ?? 0) > (1 - clear) / 2)
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
    ...[time(window.start, clock), number(window.end), time(misfit.bendsAt, clock), modelWords(best)],
    number(fits[best].r2 ?? NaN, 3),
  );
}

function fitSentence({ best, fits, misfit }: Review): string {
  if (misfit !== null) {
    return t("It describes the curve closely, but not to within its noise.");
  }
  const phi = best === null ? null : (fits?.[best].phi ?? null);
  return phi !== null && phi >= slow
    ? t("What it leaves moves slowly: slow noise, or a shape that none of the models has.")
    : "";
}

function memorySentence({ longMemory: d }: Review): string {
  return d !== null && d > longMemory
    ? t("The noise has a long memory (d about {0}): intervals are too narrow.", number(d, 1))
    : "";
}

/** A log that begins beyond its own length holds the end of a curve, whose slope says more of the clock than of the loss. */
function originSentence({ window, lrDrops }: Review): string {
  if (window === null || window.start < window.end - window.start || lrDrops.some((drop) => drop <= window.start)) {
    return "";
  }
  return t("The log begins far from 0, where slopes and power laws count from: those of so late a stretch say little.");
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
      ? t("Its log-log slope from {0} on is not determined.", time(full.window[0], clock))
      : t(
          "One log-log slope from {0} on is not determined: power laws over other windows have {1}.",
          time(full.window[0], clock),
          others,
        );
  }
  const alpha = withInterval(full.alpha, full.interval);
  const isRobust = full.method !== "leastSquares";
  const isBehindKnee = knee !== null && knee.epoch !== null && best === "switch";
  if (isBehindKnee && misfit?.isClose !== false) {
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
    ? t("One power law from {0} on would have slope {1}.", time(full.window[0], clock), alpha)
    : t(
        "One power law from {0} on would have slope {1}, but {2} over other windows.",
        ...[time(full.window[0], clock), alpha, others],
      );
}

/** How far the slope differs over other windows, in words; nothing where that is within a tenth. */
function rangeOverWindows(windows: NonNullable<RunReview["slopes"]>["sensitivity"]): string {
  const alphas = windows.map(({ alpha }) => alpha).filter((alpha) => alpha !== null);
  const [low, high] = [Math.min(...alphas), Math.max(...alphas)];
  return high - low > 0.1 * Math.abs(high) ? t("{0} to {1}", number(low, 2), number(high, 2)) : "";
}

/** "Burn-in" only where the switch is the best model: another model's curve has no end of burn-in. */
function kneeSentence({ knee, best, clock }: Review): string {
  if (knee === null) {
    return "";
  }
  if (knee.epoch === null) {
    return knee.reason === null ? "" : t("There is no knee: {0}.", knee.reason);
  }
  const at = time(knee.epoch, clock, knee.interval);
  const range = knee.interval === null ? "" : rangeOf(knee.interval);
  if (best !== "switch") {
    return t("A switch from an exponential to a power law at {0} (95% CI {1}) is not ruled out.", at, range);
  }
  return knee.provisional
    ? t("Burn-in ends at {0} (95% CI {1}); the run still grows and the knee still moves.", at, range)
    : t("Burn-in ends at {0} (95% CI {1}).", at, range);
}

/** A knee during the warm-up is the schedule's before it is the loss's. */
function warmUpSentence({ knee, warmUpEnd, clock }: Review): string {
  const epoch = knee?.epoch ?? null;
  return epoch !== null && warmUpEnd !== null && epoch <= warmUpEnd
    ? t("The knee lies within the warm-up of the learning rate, which ends at {0}.", time(warmUpEnd, clock))
    : "";
}

/** The course of the learning rate by its name; drops have a sentence of their own. */
function scheduleSentence({ schedule, knee, clock }: Review): string {
  if (schedule === null) {
    return "";
  }
  const { course, warmUpEnd, constantUntil } = schedule;
  const isSaid = warmUpEnd === null || (knee !== null && knee.epoch !== null && knee.epoch <= warmUpEnd);
  const until = constantUntil === null ? "" : time(constantUntil, clock);
  return isSaid ? courseSentence(course, until) : warmedUpSentence(course, time(warmUpEnd, clock), until);
}

type Course = NonNullable<Review["schedule"]>["course"];

function courseSentence(course: Course, until: string): string {
  switch (course) {
    case "cosine":
      return t("The learning rate follows a cosine.");
    case "linear":
      return t("The learning rate falls linearly.");
    case "constantThenLinear":
      return t("The learning rate is constant until {0}, then falls linearly.", until);
    case "constant":
    case "drops":
    case "other":
      return "";
  }
}

function warmedUpSentence(course: Course, end: string, until: string): string {
  switch (course) {
    case "cosine":
      return t("The learning rate warms up until {0}, then follows a cosine.", end);
    case "linear":
      return t("The learning rate warms up until {0}, then falls linearly.", end);
    case "constantThenLinear":
      return t("The learning rate warms up until {0}, is constant until {1}, then falls linearly.", end, until);
    case "constant":
      return t("The learning rate warms up until {0}, then is constant.", end);
    case "drops":
    case "other":
      return t("The learning rate warms up until {0}.", end);
  }
}

/** Only where there is one: why there is none stands in the review's own field. */
function forecastSentence({ forecast, clock }: Review): string {
  const value = forecast?.value ?? null;
  return forecast === null || value === null
    ? ""
    : t(
        "At the planned end, {0}, the loss is expected at {1}.",
        time(forecast.at, clock),
        withInterval(value, forecast.interval),
      );
}

function dropSentence({ lrDrops, lrDropsFrom, clock, window }: Review): string {
  const [first] = lrDrops;
  if (first === undefined || window === null || (window.endsAt === "end" && window.start <= first)) {
    return "";
  }
  const at = time(first, clock);
  const count = lrDrops.length;
  const isFirst = window.start <= first;
  if (lrDropsFrom === "loss") {
    const seen =
      count > 1
        ? t("No learning rate is logged, but the loss drops {0} times as it does when the rate is cut.", count)
        : t("No learning rate is logged, but the loss drops once as it does when the rate is cut.");
    return joined([seen, stopSentence(at, isFirst)]);
  }
  const drops =
    count > 1
      ? t("The learning rate drops {0} times, first at {1}.", count, at)
      : t("The learning rate drops at {0}.", at);
  return joined([drops, stopSentence(at, isFirst)]);
}

function stopSentence(at: string, isFirst: boolean): string {
  return isFirst ? t("The fits stop at {0}.", at) : t("Too little lies before {0}, so the fits start after it.", at);
}

function divergedSentence({ loss, clock }: Review): string {
  const at = loss?.divergedAt ?? null;
  return at === null ? "" : t("The loss diverges at {0}; what follows is left out.", time(at, clock));
}

function plateauSentence({ curvature, clock }: Review): string {
  if (curvature === null) {
    return "";
  }
  const { epoch, reason } = curvature.plateau;
  return epoch === null
    ? t("The curvature has not settled: {0}.", reason ?? t("no plateau was found"))
    : t("The curvature settles at {0}.", time(epoch, clock));
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
