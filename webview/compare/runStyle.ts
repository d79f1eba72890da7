import { element } from "../ui/element.ts";
import type { Theme } from "../ui/theme.ts";

/** How one of several runs is drawn: by color and by dash, since not everyone tells colors apart. */
export interface RunStyle {
  readonly color: string;
  readonly dash: readonly number[];
}

const hues = ["blue", "orange", "green", "purple", "red", "yellow"] as const;
const dashes: readonly (readonly number[])[] = [[], [9, 4], [3, 3], [12, 3, 3, 3], [6, 2, 2, 2, 2, 2], [1.5, 3]];

/** The look of the run at a place in the list. Thirty-six runs go by before two look the same. */
export function runStyle(index: number, theme: Theme): RunStyle {
  const round = Math.floor(index / hues.length);
  const hue = hues[index % hues.length] ?? "blue";
  return { color: theme[hue], dash: dashes[(index + round) % dashes.length] ?? [] };
}

const width = 34;

/** A sample of a run's line for a legend. */
export function styleSample({ color, dash }: RunStyle): HTMLElement {
  const line = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  line.setAttribute("width", String(width));
  line.setAttribute("height", "8");
  const stroke = document.createElementNS("http://www.w3.org/2000/svg", "path");
  stroke.setAttribute("d", `M0 4H${width}`);
  stroke.setAttribute("stroke", color);
  stroke.setAttribute("stroke-width", "2.5");
  stroke.setAttribute("stroke-dasharray", dash.join(" "));
  line.append(stroke);
  return element("span", { class: "run-sample", attributes: { "aria-hidden": "true" }, children: [line] });
}
