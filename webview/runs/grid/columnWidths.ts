import { greatest } from "../../../src/extremes.ts";
import type { TableLine } from "../../../src/sweep/view/tableLine.ts";
import type { ColumnInfo } from "../../../src/sweep/rows/runRow.ts";
import type { CellViews } from "./cellView.ts";
import { columnTitle } from "./columnTitles.ts";

/** Rows that widths are measured by: the first of many look like the others. */
const measured = 60;

/** Texts whose widths are remembered. */
const mostTexts = 20_000;

const usualMost = 260;
const least = 56;
/** Pixels at both sides of a cell's text, and for the signs of some columns. */
const padding = 20;
const signs: Readonly<Record<string, number>> = { run: 34, state: 22 };
const curveWidth = 92;
/** For the mark of the best value, whose digits are bold. */
const bestMark = 18;

/** Widths of columns by what stands in them. A column never becomes narrower by itself: what one reads stays in place. */
export class ColumnWidths {
  readonly #known = new Map<string, number>();
  readonly #pen = document.createElement("canvas").getContext("2d");
  /** Widths of texts in this font: the same few hundred are asked for again at every sort and every live cell. */
  readonly #texts = new Map<string, number>();
  #font = "";

  /** Widths in pixels of the columns; those that a person gave count before the measured ones. */
  of(
    columns: readonly ColumnInfo[],
    lines: readonly TableLine[],
    { views, given }: { readonly views: CellViews; readonly given: Readonly<Record<string, number>> },
  ): readonly number[] {
    const { fontSize, fontFamily } = getComputedStyle(document.body);
    if (this.#font !== `${fontSize} ${fontFamily}`) {
      this.#font = `${fontSize} ${fontFamily}`;
      this.#known.clear();
      this.#texts.clear();
      if (this.#pen !== null) {
        this.#pen.font = this.#font;
      }
    }
    if (this.#texts.size > mostTexts) {
      this.#texts.clear();
    }
    const sample = lines.slice(0, measured);
    return columns.map((column) => given[column.id] ?? this.#measure(column, sample, views));
  }

  #measure(column: ColumnInfo, lines: readonly TableLine[], views: CellViews): number {
    if (column.kind === "curve") {
      return curveWidth;
    }
    const head = this.#width(columnTitle(column.id)) + 22;
    const cells = lines.map((line) => {
      if (column.id === "run" && line.kind === "group") {
        return this.#width(`${line.name} 0000`) + 16 * line.depth;
      }
      const { text, note } = views.of(line, column);
      return this.#width(text) + (note === "" ? 0 : 0.9 * this.#width(note) + 6) + 16 * line.depth;
    });
    const mark = column.better === null ? 0 : bestMark;
    const wanted = Math.max(head, Math.max(0, greatest(cells)) + mark) + padding + (signs[column.id] ?? 0);
    const most = column.id === "run" ? usualMost + 60 : usualMost;
    const width = Math.max(this.#known.get(column.id) ?? least, Math.min(Math.ceil(wanted), most));
    this.#known.set(column.id, width);
    return width;
  }

  #width(text: string): number {
    const known = this.#texts.get(text) ?? this.#pen?.measureText(text).width ?? 7 * text.length;
    this.#texts.set(text, known);
    return known;
  }
}
