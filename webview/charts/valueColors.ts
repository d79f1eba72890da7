import type { Cell } from "../../src/sweep/filter/expression.ts";
import type { Theme } from "../ui/theme.ts";

/** Colors by value, and what each means. */
export interface ValueColors {
  /** The color of a value; that of muted text for none. */
  readonly of: (value: Cell) => string;
  /** Values with their colors, in their order; of many the first, the middle and the last. */
  readonly legend: readonly { readonly value: string; readonly color: string }[];
}

/** More entries of a legend than these nobody reads. */
const mostNamed = 24;

/** Stops of viridis (Smith & van der Walt 2015), which those who see few colors tell apart too. */
const viridis = ["#440154", "#414487", "#2a788e", "#22a884", "#7ad151", "#fde725"];
/** Parts of the scale that stand out from a dark and from a light background. */
const ofDark = [0.42, 1] as const;
const ofLight = [0, 0.82] as const;
/** Numbers above 0 whose largest is so many times the smallest are spread by their logarithms. */
const wide = 8;

/** Colors that are told apart, one after the other. */
export function hue(index: number, theme: Theme): string {
  const hues = [theme.blue, theme.orange, theme.green, theme.purple, theme.yellow, theme.red];
  return hues[index % hues.length] ?? theme.foreground;
}

/** A color for each value: on a sequential scale where all are numbers, else hues in order of appearance. */
export function valueColors(cells: readonly Cell[], theme: Theme): ValueColors {
  const values = [...new Set(cells)].filter((value) => value !== null && value !== "");
  const numbers = values.filter((value) => typeof value === "number" && Number.isFinite(value));
  const areNumbers = numbers.length === values.length && numbers.length > 0;
  const ordered = areNumbers ? numbers.toSorted((one, other) => Number(one) - Number(other)) : values;
  const scale = areNumbers ? sequential(ordered.map(Number), theme) : null;
  const colors = new Map(ordered.map((value, i) => [value, scale?.(Number(value)) ?? hue(i, theme)]));
  return {
    of: (value) => colors.get(value) ?? theme.muted,
    legend: named(ordered).map((value) => ({ value: String(value), color: colors.get(value) ?? theme.muted })),
  };
}

function named(values: readonly Cell[]): readonly Cell[] {
  const few = [0, values.length >> 1, values.length - 1].flatMap((place) => values.slice(place, place + 1));
  return values.length > mostNamed ? few : values;
}

function sequential(values: readonly number[], theme: Theme): (value: number) => string {
  const [least = 0, most = 0] = [values[0], values.at(-1)];
  const isLog = least > 0 && most / least > wide;
  const place = (value: number): number => (isLog ? Math.log(value) : value);
  const [from, to] = isDark(theme.background) ? ofDark : ofLight;
  return (value) => {
    const part = most === least ? 0.5 : (place(value) - place(least)) / (place(most) - place(least));
    return mixed(from + part * (to - from));
  };
}

/** The color at a part (0 to 1) of the scale. */
function mixed(part: number): string {
  const at = Math.min(Math.max(part, 0), 1) * (viridis.length - 1);
  const [below, above] = [viridis[Math.floor(at)] ?? "", viridis[Math.ceil(at)] ?? ""];
  const channels = [1, 3, 5].map((start) => {
    const [low, high] = [below, above].map((color) => Number.parseInt(color.slice(start, start + 2), 16));
    return Math.round((low ?? 0) + (at - Math.floor(at)) * ((high ?? 0) - (low ?? 0)));
  });
  return `#${channels.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
}

function isDark(background: string): boolean {
  const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})/i.exec(background);
  const sum = hex?.slice(1).reduce((total, channel) => total + Number.parseInt(channel, 16), 0);
  return sum === undefined || sum < (3 * 255) / 2;
}
