/** Height of a line of a legend, in pixels. */
const legendLine = 16;

/** Where an entry of a legend begins: from the left of a plot's frame, and by how much above its top. */
export interface EntryPlace {
  readonly x: number;
  /** Of the middle of its line; negative. */
  readonly dy: number;
}

/** What a legend has room for. */
export interface LegendRoom {
  readonly width: number;
  /** Where the first entry begins. */
  readonly start?: number;
}

/** Places of entries, each so many pixels wide, one after the other in lines; `height`: of all lines. */
export function inLines(
  entries: readonly number[],
  { width, start = 0 }: LegendRoom,
): { readonly places: readonly EntryPlace[]; readonly height: number } {
  let [x, line] = [start, 0];
  const placed = entries.map((wide) => {
    if (x + wide > width && x > 0) {
      [x, line] = [0, line + 1];
    }
    const place = { x, line };
    x += wide;
    return place;
  });
  const height = (line + 1) * legendLine;
  return { places: placed.map((place) => ({ x: place.x, dy: place.line * legendLine + firstLine(height) })), height };
}

/** The middle of the first line of a legend of a height. */
export function firstLine(height: number): number {
  return legendLine / 2 - 2 - height;
}
