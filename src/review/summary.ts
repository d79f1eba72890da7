import { grouped } from "../contract/sentences.ts";
import type { ModelName } from "../numerics/modelFit.ts";
import type { Clock, Interval, RunReview } from "./runReview.ts";

/** The parts of a review that its sentences are made from. */
export interface SummaryInput {
  readonly review: Omit<RunReview, "summary">;
  /** Whether the drops were read off the curve itself, since no learning rate was logged. */
  readonly dropsFromCurve: boolean;
  /** Why there are no fits, in words; null where there are. */
  readonly reason: string | null;
}

const modelWords: Readonly<Record<ModelName, string>> = {
  exponential: "an exponential",
  power: "a power law",
  twoPower: "two power laws that meet",
  offsetPower: "a power law above a floor",
  offsetExponential: "an exponential above a floor",
  switch: "an exponential that turns into a power law",
};

/** Weight from which the best model counts as clearly ahead. */
const CLEAR = 0.9;

/** Two or three sentences: what the curve shows and how sure that is. Plain words, no more digits than are known. */
export function summarize({ review, dropsFromCurve, reason }: SummaryInput): string {
  if (review.fits === null || reason !== null) {
    return [reason === null ? "" : `${upperFirst(reason)}.`, divergedSentence(review), plateauSentence(review)]
      .filter(Boolean)
      .join(" ");
  }
  const last = divergedSentence(review) || dropSentence(review, dropsFromCurve) || plateauSentence(review);
  return [shapeSentence(review), kneeSentence(review), last].filter(Boolean).join(" ");
}

function shapeSentence(review: SummaryInput["review"]): string {
  const { best, fits, window, clock } = review;
  if (best === null || fits === null || window === null) {
    return "The points are too few for their noise to tell one model of the curve from another.";
  }
  const weight = fits[best].weight ?? 0;
  const span = `From ${time(window.start, clock)} to ${number(window.end)}`;
  const sure = weight >= CLEAR ? `the loss is best described by ${modelWords[best]}` : closest(review, weight);
  return `${span} ${sure}${slopeClause(review)}.`;
}

function slopeClause({ slopes, knee, best }: SummaryInput["review"]): string {
  const full = slopes?.full;
  if (slopes === null || typeof full?.alpha !== "number") {
    return "";
  }
  const how = full.method === "leastSquares" ? "" : ", robust against outliers,";
  const alpha = withInterval(full.alpha, full.interval);
  if (typeof knee?.epoch === "number") {
    return `; its log-log slope after the knee${how} is ${alpha}`;
  }
  return best === "power"
    ? `; its log-log slope${how} is ${alpha}`
    : `; one power law through all of it${how} would have slope ${alpha}${otherWindows(slopes.sensitivity)}`;
}

/** How far the slope differs over other windows, in words; nothing where that is within a tenth. */
function otherWindows(windows: NonNullable<RunReview["slopes"]>["sensitivity"]): string {
  const alphas = windows.map(({ alpha }) => alpha).filter((alpha) => alpha !== null);
  const [low, high] = [Math.min(...alphas), Math.max(...alphas)];
  return high - low > 0.1 * Math.abs(high) ? `, but ${number(low, 2)} to ${number(high, 2)} over other windows` : "";
}

function closest({ best, fits }: SummaryInput["review"], weight: number): string {
  const others = Object.entries(fits ?? {})
    .filter(([name, fit]) => name !== best && (fit.weight ?? 0) > (1 - CLEAR) / 2)
    .sort(([, one], [, other]) => (other.weight ?? 0) - (one.weight ?? 0));
  const rival = others[0]?.[0] as ModelName | undefined;
  const ahead = best === null ? "no model" : modelWords[best];
  const but = rival === undefined ? "" : `, though ${modelWords[rival]} is not ruled out`;
  return `the loss is best described by ${ahead} (weight ${number(weight, 2)})${but}`;
}

function kneeSentence({ knee, clock }: SummaryInput["review"]): string {
  if (knee === null) {
    return "";
  }
  if (knee.epoch === null) {
    return `There is no knee: ${knee.reason ?? "no switch was found"}.`;
  }
  const sure =
    knee.interval === null ? "" : ` (95 % interval ${number(knee.interval[0])} to ${number(knee.interval[1])})`;
  const provisional = knee.provisional ? "; the run still grows and the knee still moves" : "";
  return `Burn-in ends at ${time(knee.epoch, clock)}${sure}${provisional}.`;
}

function dropSentence({ lrDrops, clock, window }: SummaryInput["review"], dropsFromCurve: boolean): string {
  const [first] = lrDrops;
  if (first === undefined || window === null || (window.endsAt === "end" && window.start <= first)) {
    return "";
  }
  const later = lrDrops.length > 1 ? `, the first of ${lrDrops.length} such drops` : "";
  const effect =
    window.start <= first ? "the fits stop there" : "too little lies before it, so the fits start after it";
  return dropsFromCurve
    ? `No learning rate is logged, but at ${time(first, clock)} the loss drops as it does when the rate is cut${later}; ${effect}.`
    : `The learning rate drops at ${time(first, clock)}${later}; ${effect}.`;
}

function divergedSentence({ loss, clock }: SummaryInput["review"]): string {
  const at = loss?.divergedAt ?? null;
  return at === null ? "" : `The loss diverges at ${time(at, clock)}; what follows is left out.`;
}

function plateauSentence({ curvature, clock }: SummaryInput["review"]): string {
  if (curvature === null) {
    return "";
  }
  const { epoch, reason } = curvature.plateau;
  return epoch === null
    ? `The curvature has not settled: ${reason ?? "no plateau was found"}.`
    : `The curvature settles at ${time(epoch, clock)}.`;
}

/** A time in the clock's own unit. */
function time(value: number, clock: Clock): string {
  return `${clock} ${number(value)}`;
}

/** As many decimals as show two digits of the interval's width. */
function withInterval(value: number, interval: Interval | null): string {
  if (interval === null) {
    return number(value, 2);
  }
  const [low, high] = interval;
  const decimals = Math.min(6, Math.max(2, 1 + Math.ceil(-Math.log10(high - low))));
  return `${value.toFixed(decimals)} (95 % interval ${low.toFixed(decimals)} to ${high.toFixed(decimals)})`;
}

/** Three significant digits, but whole numbers whole, with their thousands parted. */
function number(value: number, digits = 3): string {
  if (Number.isInteger(value) || Math.abs(value) >= 1000) {
    return grouped(value);
  }
  return Number(value.toPrecision(digits)).toString();
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
