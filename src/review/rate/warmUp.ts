import { at } from "../../numerics/at.ts";
import type { Points } from "../model/runPlot.ts";
import { highestRate } from "./rateExtremes.ts";

/** Parts of the highest rate that a warm-up begins below and ends at. */
const low = 0.9;
const reached = 0.99;
/** Part of the logged time within which it must end: a rate that rises for longer is a schedule of its own. */
const longest = 0.5;

/** The time at which the learning rate has risen to its highest value, once at the start; null without such a warm-up. */
export function warmUpEnd({ t, y }: Points): number | null {
  const highest = highestRate(y);
  if (t.length < 3 || !(highest > 0) || !(at(y, 0) < low * highest)) {
    return null;
  }
  const end = y.findIndex((value) => value >= reached * highest);
  for (let i = 1; i <= end; i++) {
    if (at(y, i) < at(y, i - 1) * (1 - 1e-9)) {
      return null;
    }
  }
  const [first, last] = [at(t, 0), at(t, t.length - 1)];
  return at(t, end) - first <= longest * (last - first) ? at(t, end) : null;
}
