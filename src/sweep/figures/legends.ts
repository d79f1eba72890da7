import { dot, text, vector, type Markish } from "@observablehq/plot";
import type { ChartKey } from "../curves/linesChart.ts";
import { shownName } from "../report/names.ts";
import { firstLine, inLines } from "./legendLines.ts";
import { textWidth } from "./svg.ts";

/** A legend above a plot, broken into lines as wide as it. */
export interface Legend {
  readonly marks: readonly Markish[];
  /** Its height in pixels. */
  readonly height: number;
}

/** A legend between the label of a plot's y axis and its frame; the plot's top margin is `legend.height` plus that of the label. */
export function legendOf(title: string, colors: ReadonlyMap<string, string>, width: number): Legend {
  const items = [...colors].map(([level, color]) => ({ name: shownName(level, 20), color }));
  const room = items.map(({ name }) => textWidth(name) + 20);
  const { places, height } = inLines(room, { width, start: textWidth(title) + 8 });
  const corner = { frameAnchor: "top-left", textAnchor: "start", lineAnchor: "middle" } as const;
  const marks = items.flatMap(({ name, color }, i) => {
    const { x = 0, dy = 0 } = places[i] ?? {};
    return [
      dot([0], { frameAnchor: "top-left", dx: x + 5, dy, r: 3.5, fill: color }),
      text([name], { ...corner, dx: x + 12, dy }),
    ];
  });
  return { marks: [text([title], { ...corner, dy: firstLine(height), fontWeight: "bold" }), ...marks], height };
}

/** Length of the line that stands for one in a legend. */
const sample = 18;

/** A legend of lines, each with a piece of it, above a plot's frame; `width`: of the frame, `lift`: how far above it. */
export function lineLegend(
  entries: readonly ChartKey[],
  { width, lift }: { readonly width: number; readonly lift: number },
): Legend {
  const named = entries.map((key) => ({ ...key, name: shownName(key.name, 40) }));
  const room = named.map(({ name }) => textWidth(name) + sample + 18);
  const { places, height } = inLines(room, { width });
  const marks = named.flatMap(({ name, color, look }, i) => {
    const { x: left = 0, dy: up = 0 } = places[i] ?? {};
    const dy = up - lift;
    const { width: thick = 1.5, dash = [], opacity = 1, radius = 0 } = look ?? {};
    const corner = { frameAnchor: "top-left", dy } as const;
    return [
      thick > 0
        ? vector([0], {
            ...{ ...corner, dx: left, length: sample, rotate: 90, anchor: "start", shape: straight },
            ...{
              stroke: color,
              strokeWidth: Math.min(thick, 8),
              strokeOpacity: opacity,
              strokeDasharray: dash.join(","),
            },
          })
        : dot([0], { ...corner, dx: left + sample / 2, r: Math.max(radius, 2.2), fill: color, fillOpacity: opacity }),
      text([name], { ...corner, textAnchor: "start", lineAnchor: "middle", dx: left + sample + 5 }),
    ];
  });
  return { marks, height };
}

/** A vector without an arrow's head. */
const straight = {
  draw(context: { moveTo(x: number, y: number): void; lineTo(x: number, y: number): void }, length: number): void {
    context.moveTo(0, 0);
    context.lineTo(0, -length);
  },
};
