import type { ColumnInfo } from "../../../src/sweep/rows/runRow.ts";
import type { TableLine } from "../../../src/sweep/view/tableLine.ts";
import type { Active } from "./gridKeys.ts";
import { hasKey, keyOf } from "./gridRow.ts";

/** The table as the active cell is looked up in it. */
export interface Cells {
  readonly lines: readonly TableLine[];
  readonly columns: readonly ColumnInfo[];
}

/** The head's own key: no line has it. */
const head = "head";

/** The cell that keys act on. It stays with its run and its column when the table is sorted, filtered or grows. */
export class ActiveCell {
  #key: string | null = null;
  #column = "run";
  #named = 0;

  /** Where the active cell is now; the first line where it was lost to a filter. */
  in({ lines, columns }: Cells): Active {
    const key = this.#key;
    const column = columns.findIndex(({ id }) => id === this.#column);
    const line = key === null ? 0 : lines.findIndex((one) => hasKey(one, key));
    return { line: key === head ? -1 : Math.max(0, line), column: Math.max(0, column) };
  }

  /** Moves to another cell. */
  move({ line, column }: Active, { lines, columns }: Cells): void {
    const target = lines[line];
    this.#key = line < 0 ? head : target === undefined ? null : keyOf(target);
    this.#column = columns[column]?.id ?? "run";
  }

  /** Marks the element of the active cell, which the grid names as its active descendant; none where it is not drawn. */
  mark(grid: HTMLElement, cell: HTMLElement | undefined): void {
    for (const marked of grid.querySelectorAll(".active")) {
      if (marked !== cell) {
        marked.classList.remove("active");
      }
    }
    if (cell === undefined) {
      grid.removeAttribute("aria-activedescendant");
      return;
    }
    cell.classList.add("active");
    cell.id ||= `cell-${++this.#named}`;
    grid.setAttribute("aria-activedescendant", cell.id);
  }
}
