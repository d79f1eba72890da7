import { at } from "../../numerics/at.ts";
import type { Points } from "../model/runPlot.ts";
import type { RunReview } from "../model/runReview.ts";

/** The lowest validation loss and its time, the first of equal ones; null where none was logged. */
export function bestVal(metric: string, validation: Points): RunReview["bestVal"] {
  let best = -1;
  for (let i = 0; i < validation.y.length; i++) {
    if (best < 0 || at(validation.y, i) < at(validation.y, best)) {
      best = i;
    }
  }
  return best < 0 ? null : { metric, value: at(validation.y, best), epoch: at(validation.t, best) };
}
