import type { ScaleOptions } from "@observablehq/plot";
import { greatest } from "../../extremes.ts";
import { grouped } from "../../l10n.ts";
import { fixed } from "../report/numbers.ts";
import { textWidth } from "./svg.ts";

/** An axis of numbers below a figure, its title under the middle. */
export function axisBelow(label: string, options: ScaleOptions = {}): ScaleOptions {
  return { label, labelAnchor: "center", nice: true, ticks: 5, tickFormat: tickText, ...options };
}

/** An axis of numbers at the side of a figure, with lines across it. */
export function axisAtSide(label: string, ticks = 6): ScaleOptions {
  return { label, nice: true, grid: true, ticks, tickFormat: tickText };
}

/** Room for names at the left of a figure and their ticks, in pixels. */
export function nameRoom(names: readonly string[]): number {
  return greatest(names.map(textWidth)) + 12;
}

/**
 * What stands at a tick of an axis in even steps, as a plot's `tickFormat`, which gets the place of the tick and all ticks:
 * with as many decimals as any of them needs, and the decimal sign of the language, which a plot by itself does not know.
 */
export function tickText(tick: number, ...[, ticks = [tick]]: [place?: number, ticks?: readonly number[]]): string {
  const places = greatest(ticks.map(placesOf));
  return places === 0 ? grouped(tick).replace("-", "\u2212") : fixed(tick, places);
}

/** Decimal places of a number; the last digits of a sum of steps are those of no tick. */
function placesOf(tick: number): number {
  const [digits = "", exponent] = Number(tick.toPrecision(12)).toExponential().split("e");
  const behind = digits.split(".")[1]?.length ?? 0;
  return Math.min(Math.max(behind - Number(exponent), 0), 20);
}
