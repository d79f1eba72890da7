import type { Interval } from "../../numerics/stats/interval.ts";
import { decimal, t } from "../../l10n.ts";

/** A number with as many significant digits, a real minus sign and no trailing zeros of its own. */
export function shown(value: number, digits = 3): string {
  if (value === 0) {
    return "0";
  }
  const text = String(Number(value.toPrecision(digits)));
  return decimal(text.replace("-", "\u2212"));
}

/** An estimate to the digits that its interval leaves, with the interval behind it. */
export function withInterval(value: number, interval: Interval): string {
  const [middle, low, high] = [value, ...interval].map((one) => fixed(one, placesOf(interval)));
  return t("{0} (95% CI {1} to {2})", middle ?? "", low ?? "", high ?? "");
}

/** A number with so many decimal places and a real minus sign. */
export function fixed(value: number, places: number): string {
  return decimal(value.toFixed(places).replace("-", "\u2212"));
}

/** Decimal places at which the width of an interval has two digits. */
function placesOf([low, high]: Interval): number {
  const width = high - low;
  return width > 0 ? Math.max(0, Math.min(10, 1 - Math.floor(Math.log10(width)))) : 4;
}

/** A share in percent. */
export function percent(share: number): string {
  return t("{0}%", shown(100 * share, 2));
}

/** A p-value as papers write it. */
export function pText(p: number): string {
  return p < 0.001 ? t("p < 0.001") : t("p = {0}", shown(p, 2));
}
