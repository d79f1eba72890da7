import { t } from "../l10n.ts";
import { at } from "../numerics/at.ts";
import type { Clock } from "./model/runReview.ts";
import type { Points } from "./model/runPlot.ts";
import { number } from "./words/numbers.ts";

/** Part of its planned length within which a run is young. */
const young = 0.02;
/** A run with as many losses has something to fit, however little of the whole that is. */
const many = 200;

/** How long a run is meant to last by its own clock, where that is known. */
export interface Progress {
  readonly growing: boolean;
  readonly clock: Clock;
  readonly planned: number | null;
}

/**
 * Why a run that has just begun is not fitted, in words; null where it is. `losses`: t increasing. Its first losses are all but
 * noise, and what was said of them would be another thing a minute later: so it would of a run that was stopped there.
 */
export function tooEarly({ t: times }: Pick<Points, "t">, { growing, clock, planned }: Progress): string | null {
  const reached = times.length === 0 ? NaN : at(times, times.length - 1);
  if (planned === null || times.length >= many || !(reached < young * planned)) {
    return null;
  }
  const [now, end] = [number(reached, 2), number(planned)];
  if (growing) {
    return clock === "epoch"
      ? t("too early for a fit, at epoch {0} of {1}", now, end)
      : t("too early for a fit, at step {0} of {1}", now, end);
  }
  return clock === "epoch"
    ? t("stopped too early for a fit, at epoch {0} of {1}", now, end)
    : t("stopped too early for a fit, at step {0} of {1}", now, end);
}
