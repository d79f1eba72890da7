import type { ColumnInfo } from "../../src/sweep/view/runRow.ts";
import type { TableLine } from "../../src/sweep/view/tableLine.ts";
import { GridRow, keyOf, type RowLook } from "./gridRow.ts";

/** Pixels of every line; the style sheet has the same. */
export const rowHeight = 28;

/** The rows that are on the page: those in sight and a few around them. A row stays the same element while it is there. */
export class DrawnRows {
  readonly #body: HTMLElement;
  readonly #rows = new Map<string, GridRow>();

  constructor(body: HTMLElement) {
    this.#body = body;
  }

  /** Takes all rows away: they have other columns now. */
  clear(): void {
    this.#rows.forEach(({ root }) => root.remove());
    this.#rows.clear();
  }

  /** A cell of a line; absent where the line is not drawn. */
  cell(line: TableLine, column: number): HTMLElement | undefined {
    return this.#rows.get(keyOf(line))?.cell(column);
  }

  /** Draws lines, the first of which has an index; only what changed is written. */
  draw(lines: readonly TableLine[], first: number, look: RowLook): void {
    const shown = new Set(lines.map(keyOf));
    this.#rows.forEach(({ root }, key) => {
      if (!shown.has(key)) {
        root.remove();
        this.#rows.delete(key);
      }
    });
    let before: Element | null = null;
    lines.forEach((line, i) => {
      const row = this.#row(keyOf(line), first + i, look.columns);
      row.show(line, first + i, look);
      before = this.#putAfter(before, row.root);
    });
  }

  #row(key: string, index: number, columns: readonly ColumnInfo[]): GridRow {
    const row = this.#rows.get(key) ?? new GridRow(columns);
    if (!this.#rows.has(key)) {
      this.#rows.set(key, row);
      row.root.dataset["key"] = key;
    }
    const top = `${index * rowHeight}px`;
    if (row.root.style.top !== top) {
      row.root.style.top = top;
    }
    return row;
  }

  /** Rows stand on the page in the order in which they are seen: screen readers go by that. */
  #putAfter(before: Element | null, row: Element): Element {
    const next = before === null ? this.#body.firstElementChild : before.nextElementSibling;
    if (next !== row) {
      this.#body.insertBefore(row, next);
    }
    return row;
  }
}
