import type { AxisId } from "../../src/review/model/axisIds.ts";
import type { RunPlot } from "../../src/review/model/runPlot.ts";
import { digitsToTell, significant } from "../ui/format.ts";
import type { AxisKind, Range } from "./range.ts";
import { currentLanguage, t } from "../ui/text.ts";
import { tickFormatter, ticksOf } from "./ticks.ts";
import { clockTitle } from "./clockTitle.ts";
import { dateTicks, isWholeDays } from "./dateTicks.ts";

/** What the x axis shows: the run's clock, its steps, the time since its first record, or the date. */
export const pageAxes = ["clock", "step", "elapsed", "date"] as const;
export type PageAxis = (typeof pageAxes)[number];

/** How an axis is labeled. */
export interface AxisFormat {
  readonly title: string;
  readonly ticks: (range: Range, kind: AxisKind) => readonly number[];
  /** How its ticks are written, which depends on all of them. */
  readonly words: (ticks: readonly number[]) => (tick: number) => string;
  /** A place on it in words that tell it from those a step away. */
  readonly said: (place: number, step: number) => string;
}

/** The column that an axis is laid by. */
export function columnOf(axis: PageAxis): AxisId {
  switch (axis) {
    case "clock":
      return "@clock";
    case "step":
      return "@step";
    case "elapsed":
    case "date":
      return "@time";
  }
}

/** Times past this are seconds since 1970: no run has gone on for as long. */
const sinceUnixEpoch = 5e8;

/** The axes that a run has numbers for. */
export function axesIn({ axes, start }: RunPlot): readonly PageAxis[] {
  const hasDates = start !== null && start > sinceUnixEpoch;
  return pageAxes.filter((axis) => axes.includes(columnOf(axis)) && (axis !== "date" || hasDates));
}

export function axisName(axis: PageAxis, { clock }: Pick<RunPlot, "clock">): string {
  switch (axis) {
    case "clock":
      return clockTitle(clock);
    case "step":
      return t("step");
    case "elapsed":
      return t("time since the start");
    case "date":
      return t("date");
  }
}

/** How an axis is labeled over a whole of some width. */
export function axisFormat(axis: PageAxis, plot: Pick<RunPlot, "clock">, whole: Range): AxisFormat {
  switch (axis) {
    case "clock":
    case "step":
      return inUnits(1, axisName(axis, plot));
    case "elapsed":
      return elapsedFormat(whole[1]);
    case "date":
      return dateFormat();
  }
}

function elapsedFormat(longest: number): AxisFormat {
  const { seconds, title } = unitFor(longest);
  return inUnits(seconds, title);
}

/** An axis of plain numbers that counts in a unit. */
function inUnits(unit: number, title: string): AxisFormat {
  return {
    title,
    ticks: ([low, high], kind) => ticksOf([low / unit, high / unit], kind).map((tick) => tick * unit),
    words: (ticks) => {
      const text = tickFormatter(ticks.map((tick) => tick / unit));
      return (tick) => text(tick / unit);
    },
    said: (place, step) => `${title} ${significant(place / unit, digitsToTell(place, step))}`,
  };
}

/** The largest unit of which the longest time holds more than two. */
function unitFor(longest: number): { readonly seconds: number; readonly title: string } {
  if (longest > 2 * 86_400) {
    return { seconds: 86_400, title: t("days since the start") };
  }
  if (longest > 2 * 3_600) {
    return { seconds: 3_600, title: t("hours since the start") };
  }
  return longest > 2 * 60
    ? { seconds: 60, title: t("minutes since the start") }
    : { seconds: 1, title: t("seconds since the start") };
}

function dateFormat(): AxisFormat {
  const { tag } = currentLanguage();
  return {
    title: t("date"),
    ticks: dateTicks,
    words: (ticks) => {
      const format = new Intl.DateTimeFormat(tag, { month: "short", day: "numeric", ...timeIn(ticks) });
      return (tick) => format.format(tick * 1000);
    },
    said: (place) => new Date(place * 1000).toLocaleString(tag),
  };
}

/** As much of the time of day as the ticks differ by. */
function timeIn(ticks: readonly number[]): Intl.DateTimeFormatOptions {
  if (isWholeDays(ticks)) {
    return {};
  }
  const minutes = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
  return ticks.every((tick) => tick % 60 === 0) ? minutes : { ...minutes, second: "2-digit" };
}
