import type { LostTail } from "./loss/cleanLoss.ts";
import type { RunReview } from "./model/runReview.ts";
import { bendSentences } from "./words/bends.ts";
import { forecastSentence, lostSentence, plateauSentence, unfittedSentence } from "./words/outcome.ts";
import { kneeSentence, warmUpSentence } from "./words/knee.ts";
import { parameterSentence } from "./words/models.ts";
import { memorySentence, slowSentence } from "./words/noise.ts";
import { dropSentence, scheduleSentence, stairsSentence } from "./words/rates.ts";
import { shapeSentence, stillSentence, undescribedSentence } from "./words/shape.ts";
import { originSentence, slopeSentence } from "./words/slope.ts";

/** The parts of a review that its sentences are made from. */
export interface SummaryInput {
  readonly review: Omit<RunReview, "summary">;
  /** Why there are no fits, in words; null where there are. */
  readonly reason: string | null;
  /** How the training loss ends that says nothing any more; null where it goes on. */
  readonly lost: LostTail | null;
}

type Review = SummaryInput["review"];

/** A few sentences: what the curve shows and how sure that is. Plain words, no more digits than are known. */
export function summarize({ review, reason, lost }: SummaryInput): string {
  if (review.fits === null || reason !== null) {
    return joined([unfittedSentence(review, reason, lost), plateauSentence(review)]);
  }
  const still = stillSentence(review);
  const last = lostSentence(review, lost) || dropSentence(review) || plateauSentence(review);
  const end = [stairsSentence(review), scheduleSentence(review), last, forecastSentence(review)];
  return joined(still === "" ? [...curveSentences(review, lost), ...end] : [still, ...end]);
}

function joined(sentences: readonly string[]): string {
  return sentences.filter(Boolean).join(" ");
}

function curveSentences(review: Review, lost: LostTail | null): string[] {
  const isUndescribed = review.misfit !== null && !review.misfit.isClose;
  if (isUndescribed) {
    return [undescribedSentence(review), slopeSentence(review), originSentence(review)];
  }
  if (review.secondKnee !== null) {
    const knee = joined([kneeSentence(review), warmUpSentence(review)]);
    return [...bendSentences(review, knee, lost), memorySentence(review), originSentence(review)];
  }
  return [
    shapeSentence(review, lost),
    parameterSentence(review),
    ...(review.best === "power"
      ? [slopeSentence(review), kneeSentence(review)]
      : [kneeSentence(review), warmUpSentence(review), slopeSentence(review)]),
    slowSentence(review),
    memorySentence(review),
    originSentence(review),
  ];
}
