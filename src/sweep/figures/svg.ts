import { plot, type PlotOptions } from "@observablehq/plot";
import { parseHTML } from "linkedom";

/** As much of an element as is used of it. */
interface SvgElement {
  readonly outerHTML: string;
  getAttribute(name: string): string | null;
  setAttribute(name: string, value: string): void;
  querySelectorAll(selector: string): Iterable<SvgElement>;
  remove(): void;
}

/** 8 points, which papers ask for at least. */
export const fontSize = 10.5;

const font = "Helvetica, Arial, 'Liberation Sans', sans-serif";

/** A character's width as a part of the font's size, on average; rather too wide than too narrow. */
const characterWidth = 0.58;

/** About how many pixels a text is wide. */
export function textWidth(text: string): number {
  return Math.ceil(Array.from(text).length * fontSize * characterWidth);
}

/**
 * A plot as an SVG document of its own: no style sheet, no script, nothing from elsewhere, so that any program shows it
 * alike; on white, since papers are. `scale`: how many times as large it is shown as it is drawn.
 */
export function svgOf(options: PlotOptions, scale = 1): string {
  // Neither package's types know the other's document, nor does Node know any.
  const { document } = parseHTML("<!doctype html><html><body></body></html>") as unknown as {
    readonly document: never;
  };
  const drawn: unknown = plot({ ...options, document, className: "figure" });
  const svg = drawn as SvgElement;
  for (const style of svg.querySelectorAll("style")) {
    style.remove();
  }
  svg.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  svg.setAttribute("font-family", font);
  svg.setAttribute("font-size", String(fontSize));
  svg.setAttribute("role", "img");
  for (const side of scale === 1 ? [] : ["width", "height"]) {
    svg.setAttribute(side, String(Math.round(Number(svg.getAttribute(side)) * scale)));
  }
  svg.setAttribute("color", "#222");
  return svg.outerHTML.replace(/^(<svg[^>]*>)/, '$1<rect width="100%" height="100%" fill="white"></rect>');
}
