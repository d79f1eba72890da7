import { t } from "../../l10n.ts";
import type { RunReview } from "../model/runReview.ts";
import { sure } from "./models.ts";
import { number, rangeOf, time } from "./numbers.ts";

type Bent = Pick<RunReview, "secondKnee" | "window" | "clock">;

/**
 * What is said of a curve of three pieces.
 * @param knee the sentence of its knee, for one that begins as an exponential
 */
export function bendSentences({ secondKnee, window, clock }: Bent, knee: string): string[] {
  if (secondKnee === null || window === null) {
    return [];
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
          "It bends again at {0} (95% CI {1}): its log-log slope is {2} before and {3} after.",
          ...[later, laterRange, said(between), said(after)],
        ),
      ]
    : [
        t("From {0} to {1} the loss is best described by three power laws that meet.", start, end),
        t("They meet at {0} (95% CI {1}) and at {2} (95% CI {3}).", at, range, later, laterRange),
        t("Their log-log slopes are {0}, {1} and {2}.", ...[before ?? between, between, after].map(said)),
      ];
}
