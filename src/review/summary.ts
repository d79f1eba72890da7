import { grouped } from "../contract/texts/sentences.ts";
import type { ModelName } from "../numerics/models/modelFit.ts";
import { decimal, t } from "../l10n.ts";
import type { Clock, Interval, RunReview } from "./model/runReview.ts";

/** The parts of a review that its sentences are made from. */
export interface SummaryInput {
  readonly review: Omit<RunReview, "summary">;
  /** Why there are no fits, in words; null where there are. */
  readonly reason: string | null;
}

/** A model as the subject of a sentence. */
function modelWords(model: ModelName): string {
  switch (model) {
    case "exponential":
      return t("an exponential");
    case "power":
      return t("a power law");
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

/** Weight from which the best model counts as clearly ahead. */
const CLEAR = 0.9;

/** Two or three sentences: what the curve shows and how sure that is. Plain words, no more digits than are known. */
export function summarize({ review, reason }: SummaryInput): string {
  if (review.fits === null || reason !== null) {
    return [reason === null ? "" : `${upperFirst(reason)}.`, divergedSentence(review), plateauSentence(review)]
      .filter(Boolean)
      .join(" ");
  }
  const last = divergedSentence(review) || dropSentence(review) || plateauSentence(review);
  const still = stillSentence(review);
  const shape = still === "" ? [shapeSentence(review), originSentence(review), kneeSentence(review)] : [still];
  return [...shape, last].filter(Boolean).join(" ");
}

/** Of a loss that is the same throughout there is nothing to tell models apart by. */
function stillSentence({ best, fits, window, clock }: SummaryInput["review"]): string {
  return best === null || window === null || fits?.[best].r2 !== null
    ? ""
    : t("From {0} to {1} the loss does not change.", time(window.start, clock), number(window.end));
}

function shapeSentence(review: SummaryInput["review"]): string {
  const { best, fits, window, clock } = review;
  if (best === null || fits === null || window === null) {
    return t("The points are too few for their noise to tell one model of the curve from another.");
  }
  const weight = fits[best].weight ?? 0;
  const [start, end, model, slope] = [
    time(window.start, clock),
    number(window.end),
    modelWords(best),
    slopeClause(review),
  ];
  return weight >= CLEAR
    ? t("From {0} to {1} the loss is best described by {2}{3}.", start, end, model, slope)
    : t(
        "From {0} to {1} the loss is best described by {2} (weight {3}){4}{5}.",
        ...[start, end, model, number(weight, 2), rivalClause(review), slope],
      );
}

/** A log that begins beyond its own length holds the end of a curve, whose slope says more of the clock than of the loss. */
function originSentence({ window, lrDrops }: SummaryInput["review"]): string {
  if (window === null || window.start < window.end - window.start || lrDrops.some((drop) => drop <= window.start)) {
    return "";
  }
  return t("The log begins far from 0, where slopes and power laws count from: those of so late a stretch say little.");
}

function slopeClause({ slopes, knee, best }: SummaryInput["review"]): string {
  const full = slopes?.full;
  if (slopes === null || typeof full?.alpha !== "number") {
    return "";
  }
  const how = full.method === "leastSquares" ? "" : t(", robust against outliers,");
  const alpha = withInterval(full.alpha, full.interval);
  if (typeof knee?.epoch === "number") {
    return t("; its log-log slope after the knee{0} is {1}", how, alpha);
  }
  return best === "power"
    ? t("; its log-log slope{0} is {1}", how, alpha)
    : t(
        "; one power law through all of it{0} would have slope {1}{2}",
        ...[how, alpha, otherWindows(slopes.sensitivity)],
      );
}

/** How far the slope differs over other windows, in words; nothing where that is within a tenth. */
function otherWindows(windows: NonNullable<RunReview["slopes"]>["sensitivity"]): string {
  const alphas = windows.map(({ alpha }) => alpha).filter((alpha) => alpha !== null);
  const [low, high] = [Math.min(...alphas), Math.max(...alphas)];
  return high - low > 0.1 * Math.abs(high)
    ? t(", but {0} to {1} over other windows", number(low, 2), number(high, 2))
    : "";
}

/** The model that comes next, where it is close. */
function rivalClause({ best, fits }: SummaryInput["review"]): string {
  const others = Object.entries(fits ?? {})
    .filter(([name, fit]) => name !== best && (fit.weight ?? 0) > (1 - CLEAR) / 2)
    .sort(([, one], [, other]) => (other.weight ?? 0) - (one.weight ?? 0));
  const rival = others[0]?.[0] as ModelName | undefined;
  return rival === undefined ? "" : t(", though {0} is not ruled out", modelWords(rival));
}

function kneeSentence({ knee, clock }: SummaryInput["review"]): string {
  if (knee === null) {
    return "";
  }
  if (knee.epoch === null) {
    return t("There is no knee: {0}.", knee.reason ?? t("no switch was found"));
  }
  const sure =
    knee.interval === null ? "" : t(" (95 % interval {0} to {1})", number(knee.interval[0]), number(knee.interval[1]));
  const provisional = knee.provisional ? t("; the run still grows and the knee still moves") : "";
  return t("Burn-in ends at {0}{1}{2}.", time(knee.epoch, clock), sure, provisional);
}

function dropSentence({ lrDrops, lrDropsFrom, clock, window }: SummaryInput["review"]): string {
  const [first] = lrDrops;
  if (first === undefined || window === null || (window.endsAt === "end" && window.start <= first)) {
    return "";
  }
  const later = lrDrops.length > 1 ? t(", the first of {0} such drops", lrDrops.length) : "";
  const effect =
    window.start <= first ? t("the fits stop there") : t("too little lies before it, so the fits start after it");
  const at = time(first, clock);
  return lrDropsFrom === "loss"
    ? t(
        "No learning rate is logged, but at {0} the loss drops as it does when the rate is cut{1}; {2}.",
        ...[at, later, effect],
      )
    : t("The learning rate drops at {0}{1}; {2}.", at, later, effect);
}

function divergedSentence({ loss, clock }: SummaryInput["review"]): string {
  const at = loss?.divergedAt ?? null;
  return at === null ? "" : t("The loss diverges at {0}; what follows is left out.", time(at, clock));
}

function plateauSentence({ curvature, clock }: SummaryInput["review"]): string {
  if (curvature === null) {
    return "";
  }
  const { epoch, reason } = curvature.plateau;
  return epoch === null
    ? t("The curvature has not settled: {0}.", reason ?? t("no plateau was found"))
    : t("The curvature settles at {0}.", time(epoch, clock));
}

/** A time in the clock's own unit. */
function time(value: number, clock: Clock): string {
  switch (clock) {
    case "epoch":
      return t("epoch {0}", number(value));
    case "step":
      return t("step {0}", number(value));
    case "record":
      return t("record {0}", number(value));
  }
}

/** As many decimals as show two digits of the interval's width. */
function withInterval(value: number, interval: Interval | null): string {
  if (interval === null) {
    return number(value, 2);
  }
  const [low, high] = interval;
  const decimals = Math.min(6, Math.max(2, 1 + Math.ceil(-Math.log10(high - low))));
  const [middle, from, to] = [value, low, high].map((one) => decimal(one.toFixed(decimals)));
  return t("{0} (95 % interval {1} to {2})", middle ?? "", from ?? "", to ?? "");
}

/** Three significant digits, but whole numbers whole, with their thousands parted. */
function number(value: number, digits = 3): string {
  if (Number.isInteger(value) || Math.abs(value) >= 1000) {
    return grouped(value);
  }
  return decimal(Number(value.toPrecision(digits)).toString());
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
