import { fontSize, textWidth } from "../svg.ts";

/** Of a title, in pixels. Its letters are bold, and so wider than those of `textWidth`. */
export const titleSize = 12;
const bold = 1.08;

/**
 * The lines of a title such as "sweep/run-1: Loss": in one where it fits into so many pixels, else the run above the chart.
 * A line that is too long yet is cut at its start, since runs differ at their ends.
 */
export function titleLines(title: string, width: number): readonly string[] {
  const at = title.lastIndexOf(": ");
  const lines = isWithin(title, width) || at < 0 ? [title] : [title.slice(0, at), title.slice(at + 2)];
  return lines.map((line) => cutAtStart(line, width));
}

function cutAtStart(line: string, width: number): string {
  let letters = Array.from(line);
  while (letters.length > 1 && !isWithin(`…${letters.join("")}`, width) && !isWithin(line, width)) {
    letters = letters.slice(1);
  }
  return letters.length === Array.from(line).length ? line : `…${letters.join("")}`;
}

function isWithin(text: string, width: number): boolean {
  return (textWidth(text) * bold * titleSize) / fontSize <= width;
}
