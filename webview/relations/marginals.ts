import { bars } from "./binCounts.ts";
import { svg } from "./svg.ts";

/** Pixels that the highest bar takes. */
export const marginalRoom = 20;

/** A box of the picture, in pixels. */
interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Bars above a plot (`side` false) or at its right, growing away from it. */
export function marginal(counts: Uint32Array, { left, top, width, height }: Box, isSide: boolean): SVGGElement {
  const most = counts.reduce((largest, count) => Math.max(largest, count), 1);
  const rects = Array.from(counts, (count, i) => {
    const length = (count / most) * (marginalRoom - 4);
    return isSide
      ? { x: left + 2, y: top + height * (1 - (i + 1) / bars), width: length, height: height / bars - 1 }
      : { x: left + (width * i) / bars, y: top - 2 - length, width: width / bars - 1, height: length };
  });
  return svg(
    "g",
    { class: "marginal", "aria-hidden": "true" },
    rects.map((rect) => svg("rect", rect)),
  );
}
