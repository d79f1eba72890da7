import { grouped } from "../../contract/texts/sentences.ts";
import { decimal, t } from "../../l10n.ts";
import type { Clock, Interval } from "../model/runReview.ts";

/** Most decimals that a number is written with. */
const mostDecimals = 6;

/** A time in the clock's own unit. */
export function time(value: number, clock: Clock, interval: Interval | null = null): string {
  const written = interval === null ? number(value) : withinReach(value, interval);
  switch (clock) {
    case "epoch":
      return t("epoch {0}", written);
    case "step":
      return t("step {0}", written);
    case "record":
      return t("record {0}", written);
  }
}

/** A value with its 95 % interval, in no finer digits than the interval has. */
export function withInterval(value: number, interval: Interval | null): string {
  return interval === null ? number(value, 2) : t("{0} (95% CI {1})", withinReach(value, interval), rangeOf(interval));
}

/** An interval in words, in as many decimals as show two digits of its width. */
export function rangeOf(interval: Interval): string {
  return t("{0} to {1}", withinReach(interval[0], interval), withinReach(interval[1], interval));
}

/** A value in as many decimals as show two digits of an interval's width. */
function withinReach(value: number, [low, high]: Interval): string {
  const width = high - low;
  const wanted = width > 0 ? Math.ceil(1 - Math.log10(width)) : 2;
  const decimals = Math.max(0, Math.min(mostDecimals, wanted));
  return Math.abs(value) >= 1000 ? grouped(value) : decimal(value.toFixed(decimals));
}

/** Three significant digits, but whole numbers whole, with their thousands parted. */
export function number(value: number, digits = 3): string {
  if (Number.isInteger(value) || Math.abs(value) >= 1000) {
    return grouped(value);
  }
  return decimal(Number(value.toPrecision(digits)).toString());
}
