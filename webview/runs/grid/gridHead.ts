import type { ColumnInfo } from "../../../src/sweep/rows/runRow.ts";
import { narrowest, widest, type SortKey } from "../../../src/sweep/view/tableView.ts";
import { element, icon } from "../../ui/element.ts";
import { t } from "../../ui/text.ts";
import { columnHint, columnTitle } from "./columnTitles.ts";

export interface HeadActions {
  /** Sorts by a column; `add`: in addition to the columns that are sorted by already. */
  sort(id: string, add: boolean): void;
  /** Opens the menu of a column. */
  columnMenu(id: string, anchor: HTMLElement): void;
  resize(id: string, width: number): void;
  /** Puts a column before another one. */
  moveBefore(id: string, before: string): void;
}

/** The row of the columns' names: a click sorts, an edge resizes, dragging moves. */
export class GridHead {
  readonly root = element("div", { class: "row head", attributes: { role: "row", "aria-rowindex": "1" } });
  readonly #actions: HeadActions;
  #heads: readonly HTMLElement[] = [];
  #dragged: string | null = null;

  constructor(actions: HeadActions) {
    this.#actions = actions;
  }

  cell(index: number): HTMLElement | undefined {
    return this.#heads[index];
  }

  /** Shows other columns. */
  build(columns: readonly ColumnInfo[]): void {
    this.#heads = columns.map((column) => this.#head(column));
    this.root.replaceChildren(...this.#heads);
  }

  /** Shows what the table is sorted by. */
  showSort(columns: readonly ColumnInfo[], sort: readonly SortKey[]): void {
    columns.forEach(({ id }, i) => {
      const place = sort.findIndex((key) => key.column === id);
      const key = sort[place];
      const head = this.#heads[i];
      head?.setAttribute("aria-sort", key === undefined ? "none" : key.descending ? "descending" : "ascending");
      const mark = head?.querySelector(".order");
      if (mark) {
        const arrow = key === undefined ? "" : key.descending ? "↓" : "↑";
        mark.textContent = arrow + (sort.length > 1 && key !== undefined ? String(place + 1) : "");
      }
    });
  }

  #head(column: ColumnInfo): HTMLElement {
    const { id, kind } = column;
    const more = element("span", {
      class: "more",
      attributes: { title: t("Column menu"), "aria-hidden": "true" },
      children: [icon("chevron-down")],
    });
    const edge = element("span", { class: "edge", attributes: { "aria-hidden": "true" } });
    const head = element("div", {
      class: `cell ${kind}`,
      attributes: { role: "columnheader", draggable: String(id !== "run") },
      children: [
        element("span", { class: "text", text: columnTitle(id) }),
        element("span", { class: "order", attributes: { "aria-hidden": "true" } }),
        more,
        edge,
      ],
    });
    head.title = columnHint(id);
    head.addEventListener("click", (event) => {
      if (event.target instanceof Node && more.contains(event.target)) {
        this.#actions.columnMenu(id, head);
      } else if (event.target !== edge && kind !== "curve") {
        this.#actions.sort(id, event.shiftKey);
      }
    });
    head.addEventListener("contextmenu", (event) => {
      event.preventDefault();
      this.#actions.columnMenu(id, head);
    });
    edge.addEventListener("pointerdown", (event) => this.#startResize(event, id, head));
    this.#letMove(head, id);
    return head;
  }

  #letMove(head: HTMLElement, id: string): void {
    head.addEventListener("dragstart", () => (this.#dragged = id));
    head.addEventListener("dragover", (event) => {
      if (this.#dragged !== null && id !== "run") {
        event.preventDefault();
      }
    });
    head.addEventListener("drop", (event) => {
      event.preventDefault();
      if (this.#dragged !== null && this.#dragged !== id) {
        this.#actions.moveBefore(this.#dragged, id);
      }
      this.#dragged = null;
    });
  }

  #startResize(event: PointerEvent, id: string, head: HTMLElement): void {
    event.preventDefault();
    event.stopPropagation();
    const edge = event.target as HTMLElement;
    const start = event.clientX - head.getBoundingClientRect().width;
    const move = (moved: PointerEvent): void =>
      this.#actions.resize(id, Math.min(widest, Math.max(narrowest, Math.round(moved.clientX - start))));
    edge.setPointerCapture(event.pointerId);
    edge.addEventListener("pointermove", move);
    edge.addEventListener("lostpointercapture", () => edge.removeEventListener("pointermove", move), { once: true });
  }
}
