import { t } from "../../l10n.ts";
import type { LostTail } from "../loss/cleanLoss.ts";
import type { RunReview } from "../model/runReview.ts";
import { modelWords, sure } from "./models.ts";
import { number, rangeOf, time } from "./numbers.ts";

type Bent = Pick<RunReview, "secondKnee" | "window" | "clock">;

/** Part of the fitted stretch before a divergence in which a bend is its beginning. */
const onset = 0.1;

/** Whether a bend is the beginning of the divergence that the fits end at. */
export function isOnset(bend: number, { start, end }: NonNullable<Bent["window"]>, lost: LostTail | null): boolean {
  return lost?.as === "diverged" && bend > end - onset * (end - start);
}

/**
 * What is said of a curve of three pieces; of the first two where the third is the beginning of a divergence.
 * @param knee the sentence of its knee, for one that begins as an exponential
 */
export function bendSentences({ secondKnee, window, clock }: Bent, knee: string, lost: LostTail | null): string[] {
  if (secondKnee === null || window === null) {
    return [];
  }
  if (isOnset(secondKnee.second.epoch, window, lost)) {
    return twoPieces(secondKnee, { window, clock }, knee);
  }
  const { model, first, second, before, between, after } = secondKnee;
  const [start, end] = [time(window.start, clock), number(window.end)];
  const said = (slope: typeof between): string => sure(slope.alpha, slope.interval);
  const places = [first, second].map((joint) => [time(joint.epoch, clock, joint.interval), rangeOf(joint.interval)]);
  const [[at = "", range = ""] = [], [later = "", laterRange = ""] = []] = places;
  return model === "switch"
    ? [
        t("From {0} to {1} the loss is best described by an exponential and two power laws that meet.", start, end),
        knee,
        t(
          "The loss bends again at {0} (95% CI {1}): the exponent α is {2} before and {3} after.",
          ...[later, laterRange, said(between), said(after)],
        ),
      ]
    : [
        t("From {0} to {1} the loss is best described by three power laws that meet.", start, end),
        t("They meet at {0} (95% CI {1}) and at {2} (95% CI {3}).", at, range, later, laterRange),
        t("Their exponents α are {0}, {1} and {2}.", ...[before ?? between, between, after].map(said)),
      ];
}

type Pieces = NonNullable<Bent["secondKnee"]>;

function twoPieces(
  { model, first, second, before, between }: Pieces,
  { window, clock }: { readonly window: NonNullable<Bent["window"]>; readonly clock: Bent["clock"] },
  knee: string,
): string[] {
  const [start, end] = [time(window.start, clock), number(second.epoch)];
  const shape = t("From {0} to {1} the loss is best described by {2}.", start, end, modelWords(model));
  const later = sure(between.alpha, between.interval);
  if (model === "switch") {
    return [shape, knee, t("After the knee the loss follows a power law with exponent α = {0}.", later)];
  }
  const earlier = before === null ? later : sure(before.alpha, before.interval);
  const at = time(first.epoch, clock, first.interval);
  return [
    shape,
    t("The two power laws meet at {0} (95% CI {1}).", at, rangeOf(first.interval)),
    t("Their exponents α are {0} before and {1} after.", earlier, later),
  ];
}
