import type { TableLine } from "../../../src/sweep/view/tableLine.ts";
import { rowHeight } from "./drawnRows.ts";
import { hasKey, keyOf } from "./gridRow.ts";
import type { Active } from "./gridKeys.ts";

/** Lines above and below those in sight that are there too, so that scrolling finds them drawn. */
const overscan = 6;

/** Where a grid is scrolled to: a line, and the pixels of it that are scrolled off. */
export interface Anchor {
  readonly key: string;
  readonly offset: number;
}

/** First line in sight, and the one after the last. */
export function linesInSight(grid: HTMLElement, count: number): readonly [number, number] {
  const { scrollTop, clientHeight } = grid;
  return [
    Math.max(0, Math.floor(scrollTop / rowHeight) - overscan),
    Math.min(count, Math.ceil((scrollTop + clientHeight) / rowHeight) + overscan),
  ];
}

/** The first line in sight; null at the top, where new lines are to be seen. */
export function anchorOf({ scrollTop }: HTMLElement, lines: readonly TableLine[]): Anchor | null {
  const line = lines[Math.floor(scrollTop / rowHeight)];
  return scrollTop < rowHeight || line === undefined ? null : { key: keyOf(line), offset: scrollTop % rowHeight };
}

/** Scrolls so that a line is where it was before other lines came or went; not where it is gone itself. */
export function keepInPlace(grid: HTMLElement, lines: readonly TableLine[], anchor: Anchor | null): void {
  const index = anchor === null ? -1 : lines.findIndex((line) => hasKey(line, anchor.key));
  if (anchor !== null && index >= 0) {
    grid.scrollTop = index * rowHeight + anchor.offset;
  }
}

/** Brings a cell into sight, out from below the head (its height in pixels) and the first column. */
export function scrollToCell(
  grid: HTMLElement,
  { line, column }: Active,
  { headHeight, widths }: { readonly headHeight: number; readonly widths: readonly number[] },
): void {
  if (line >= 0) {
    const top = line * rowHeight;
    grid.scrollTop = Math.min(top, Math.max(grid.scrollTop, top + rowHeight - (grid.clientHeight - headHeight)));
  }
  if (column > 0) {
    const left = widths.slice(0, column).reduce((sum, width) => sum + width, 0);
    const right = left + (widths[column] ?? 0) - grid.clientWidth;
    grid.scrollLeft = Math.min(left - (widths[0] ?? 0), Math.max(grid.scrollLeft, right));
  }
}
