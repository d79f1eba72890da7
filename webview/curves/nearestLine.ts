import { valueAt } from "../../src/sweep/curves/bandOf.ts";
import type { DrawnLine } from "./curveLines.ts";

/** A line further off than so many pixels is not what is pointed at. */
const reach = 40;

/** Where somebody points: a value of the x axis, and a pixel from the top. */
interface Pointed {
  readonly x: number;
  readonly pixel: number;
}

/** The line nearest to what is pointed at, above or below, by its key; null for none within reach. `y`: the pixel of a value. */
export function nearestLine(
  lines: readonly Pick<DrawnLine, "key" | "x" | "y">[],
  { x, pixel }: Pointed,
  y: (value: number) => number,
): string | null {
  let [nearest, distance]: [string | null, number] = [null, reach];
  for (const line of lines) {
    const off = Math.abs(y(valueAt(line, x)) - pixel);
    if (off < distance) {
      [nearest, distance] = [line.key, off];
    }
  }
  return nearest;
}
