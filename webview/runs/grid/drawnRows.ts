import type { TableLine } from "../../../src/sweep/view/tableLine.ts";
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
    const keys = lines.map(keyOf);
    const shown = new Set(keys);
    const spare = [...this.#rows].filter(([key]) => !shown.has(key));
    spare.forEach(([key]) => this.#rows.delete(key));
    // A sort puts other runs in sight: rows of those that are out of it now serve for them, which is quicker than new ones.
    keys
      .filter((key) => !this.#rows.has(key))
      .forEach((key) => this.#rows.set(key, named(key, spare.shift()?.[1] ?? new GridRow(look.columns))));
    spare.forEach(([, { root }]) => root.remove());
    let before: Element | null = null;
    lines.forEach((line, i) => {
      const row = this.#rows.get(keyOf(line));
      if (row !== undefined) {
        place(row.root, first + i);
        row.show(line, first + i, look);
        before = this.#putAfter(before, row.root);
      }
    });
  }

  /** Rows are on the page in the order in which they are seen: screen readers go by that. */
  #putAfter(before: Element | null, row: Element): Element {
    const next = before === null ? this.#body.firstElementChild : before.nextElementSibling;
    if (next !== row) {
      this.#body.insertBefore(row, next);
    }
    return row;
  }
}

function named(key: string, row: GridRow): GridRow {
  row.root.dataset["key"] = key;
  return row;
}

function place(root: HTMLElement, index: number): void {
  const top = `${index * rowHeight}px`;
  if (root.style.top !== top) {
    root.style.top = top;
  }
}
