import type { PictureMessage } from "./picture.ts";
import { isCount, isText, oneOf, orNull, record, type Shape } from "./shapes.ts";

/** Larger than a drawing of ten thousand lines. */
const longestDrawing = 60_000_000;

/** An SVG document. */
export const isDrawing: Shape<string> = (value): value is string =>
  typeof value === "string" && value.length < longestDrawing;

/** Whether a message is a chart that a page asked for. */
export const isPicture: Shape<PictureMessage> = record<PictureMessage>({
  type: oneOf("picture"),
  ask: isCount,
  svg: orNull(isDrawing),
  problem: isText,
});
