import { levelText } from "../table/design.ts";
import type { SettingValue } from "../table/sweepRow.ts";

/** Okabe & Ito 2008, "Color universal design": told apart by the color blind. Yellow is left out: too light on white. */
const palette = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#000000"];

export const plainColor = "#0072b2";
export const faint = "#bbb";

/** Levels of a setting by their colors; null where they are more than can be told apart. */
export function levelColors(levels: readonly SettingValue[]): ReadonlyMap<string, string> | null {
  return levels.length > palette.length
    ? null
    : new Map(levels.map((level, i) => [levelText(level), palette[i] ?? plainColor]));
}
