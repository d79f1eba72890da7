import { dot, text, type Markish } from "@observablehq/plot";
import { levelText } from "../table/design.ts";
import type { SettingValue } from "../table/sweepRow.ts";
import { shownName } from "../report/names.ts";
import { textWidth } from "./svg.ts";

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

/** Height of a legend's line. */
const legendLine = 16;

interface LegendItem {
  readonly name: string;
  readonly color: string;
  readonly x: number;
  readonly line: number;
}

/** A legend above a plot, broken into lines as wide as it. */
export interface Legend {
  readonly marks: readonly Markish[];
  /** Its height in pixels. */
  readonly height: number;
}

/** A legend between the label of a plot's y axis and its frame; the plot's top margin is `legend.height` plus that of the label. */
export function legendOf(title: string, colors: ReadonlyMap<string, string>, width: number): Legend {
  let [x, line] = [textWidth(title) + 8, 0];
  const items: LegendItem[] = [];
  for (const [level, color] of colors) {
    const name = shownName(level, 20);
    const wide = textWidth(name) + 20;
    if (x + wide > width && x > 0) {
      [x, line] = [0, line + 1];
    }
    items.push({ name, color, x, line });
    x += wide;
  }
  const height = (line + 1) * legendLine;
  const y = (at: number): number => at * legendLine - height + legendLine / 2 - 2;
  const marks = items.flatMap((item) => [
    dot([0], { frameAnchor: "top-left", dx: item.x + 5, dy: y(item.line), r: 3.5, fill: item.color }),
    text([item.name], {
      frameAnchor: "top-left",
      textAnchor: "start",
      lineAnchor: "middle",
      dx: item.x + 12,
      dy: y(item.line),
    }),
  ]);
  const heading = text([title], {
    frameAnchor: "top-left",
    textAnchor: "start",
    lineAnchor: "middle",
    dy: y(0),
    fontWeight: "bold",
  });
  return { marks: [heading, ...marks], height };
}
