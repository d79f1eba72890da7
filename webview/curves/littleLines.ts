import type { CurvesView } from "../../src/sweep/view/curvesView.ts";
import { roomy, type Range } from "../axes/range.ts";
import { heightOf, type DrawnLine } from "./curveLines.ts";
import { scaled, strokeLine } from "./linesPlugin.ts";

/** Where lines are drawn in little, in CSS pixels. */
interface LittlePlace {
  readonly view: CurvesView;
  readonly whole: Range;
  readonly area: { readonly left: number; readonly right: number };
  readonly height: number;
}

/** Draws all lines in little, as thin as they can be. */
export function drawLittle(
  context: CanvasRenderingContext2D,
  lines: readonly DrawnLine[],
  { view, whole, area, height }: LittlePlace,
): void {
  const [across, up] = [view.isLogX ? "log" : "linear", view.isLogY ? "log" : "linear"] as const;
  const values = heightOf(lines, whole, view);
  if (values !== null) {
    const placing = {
      x: scaled(whole, across, [area.left, area.right]),
      y: scaled(roomy(values, up), up, [height - 1, 1]),
    };
    lines.forEach((line) => strokeLine(context, line, placing, { width: 0.75, alpha: 0.8 }));
  }
}
