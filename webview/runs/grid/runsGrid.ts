import { greatest, least } from "../../../src/extremes.ts";
import type { TableLine } from "../../../src/sweep/view/tableLine.ts";
import type { ColumnInfo, RunRow } from "../../../src/sweep/rows/runRow.ts";
import type { SortKey } from "../../../src/sweep/view/tableView.ts";
import { element } from "../../ui/element.ts";
import { t } from "../../ui/text.ts";
import { DrawnRows, rowHeight } from "./drawnRows.ts";
import { GridHead, type HeadActions } from "./gridHead.ts";
import { gridKey, type Active } from "./gridKeys.ts";
import { hasKey, keyOf, type RowLook } from "./gridRow.ts";

/** Lines above and below those in sight that are there too, so that scrolling finds them drawn. */
const overscan = 6;

/** Columns whose cells a person writes. */
const written: ReadonlySet<string> = new Set(["verdict", "reason", "tags", "note"]);

export interface GridActions extends HeadActions {
  open(log: string): void;
  /** Ticks runs, or no longer. */
  tick(logs: readonly string[], on: boolean): void;
  tickAll(): void;
  /** Opens or closes a group. */
  toggle(key: string): void;
  rowMenu(line: TableLine, anchor: HTMLElement): void;
  /** The pointer is on a run (by log) or a group (by key); null where it is on none. */
  point(key: string | null): void;
  /** Lets the person write what stands in a cell. */
  edit(row: RunRow, column: string, anchor: HTMLElement): void;
}

export interface GridContent {
  readonly lines: readonly TableLine[];
  readonly sort: readonly SortKey[];
  readonly widths: readonly number[];
  readonly look: RowLook;
}

/**
 * The table as an ARIA grid. Only the lines in sight are on the page: all are equally high, so that where one stands is
 * a product, which a library for lines of any height would only hide. The grid itself keeps the focus and names the
 * active cell, so that neither scrolling nor a live run can take it away.
 */
export class RunsGrid {
  readonly root = element("div", {
    class: "grid",
    attributes: { role: "grid", tabindex: "0", "aria-label": t("Runs"), "aria-multiselectable": "true" },
  });
  readonly #head: GridHead;
  readonly #body = element("div", { class: "body", attributes: { role: "rowgroup" } });
  readonly #rows = new DrawnRows(this.#body);
  readonly #actions: GridActions;
  #content: GridContent | null = null;
  #columns: readonly ColumnInfo[] = [];
  #active: { readonly key: string | null; readonly column: string } = { key: null, column: "run" };
  #lastTicked: string | null = null;
  #cells = 0;
  #frame = 0;

  constructor(actions: GridActions) {
    this.#actions = actions;
    this.#head = new GridHead(actions);
    this.root.append(
      element("div", { class: "headgroup", attributes: { role: "rowgroup" }, children: [this.#head.root] }),
      this.#body,
    );
    this.root.addEventListener("scroll", () => this.#drawSoon(), { passive: true });
    this.root.addEventListener("keydown", (event) => this.#key(event));
    this.root.addEventListener("focus", () => this.#markActive());
    this.#body.addEventListener("click", (event) => this.#click(event));
    this.#body.addEventListener("dblclick", (event) => this.#doubleClick(event));
    this.#body.addEventListener("contextmenu", (event) => this.#contextMenu(event));
    this.#body.addEventListener("pointerover", (event) => {
      const line = this.#lineAt(event)?.line;
      actions.point(line === undefined ? null : line.kind === "run" ? line.row.log : line.key);
    });
    this.#body.addEventListener("pointerleave", () => actions.point(null));
    new ResizeObserver(() => this.#drawSoon()).observe(this.root);
  }

  /** The cell that keys act on; the grid where it is out of sight. */
  get activeCell(): HTMLElement {
    return this.root.querySelector<HTMLElement>(".active") ?? this.root;
  }

  /** Marks the line of a run (by log) or group (by key) that is pointed at elsewhere; null for none. */
  point(key: string | null): void {
    for (const row of this.#body.querySelectorAll<HTMLElement>(".row")) {
      const own = row.dataset["key"];
      row.classList.toggle("pointed", key !== null && (own === `run ${key}` || own === `group ${key}`));
    }
  }

  /** Shows lines; what is in sight stays in its place, and so do the active cell and the focus. */
  show(content: GridContent): void {
    const anchor = this.#anchor();
    this.#content = content;
    this.#showColumns(content);
    const { lines, look } = content;
    this.root.setAttribute("role", look.isGrouped ? "treegrid" : "grid");
    this.root.setAttribute("aria-rowcount", String(lines.length + 1));
    this.root.setAttribute("aria-colcount", String(look.columns.length));
    this.#body.style.height = `${lines.length * rowHeight}px`;
    this.#keepInPlace(anchor);
    this.#draw();
  }

  #showColumns({ look, widths, sort }: GridContent): void {
    const { columns } = look;
    if (columns.map(({ id }) => id).join("\n") !== this.#columns.map(({ id }) => id).join("\n")) {
      this.#head.build(columns);
      this.#rows.clear();
    }
    this.#columns = columns;
    this.#head.showSort(columns, sort);
    this.root.style.setProperty("--columns", widths.map((width) => `${width}px`).join(" "));
    this.root.style.setProperty("--width", `${widths.reduce((sum, width) => sum + width, 0)}px`);
  }

  /** The first line in sight and how far it is scrolled off; null at the top, where new lines are to be seen. */
  #anchor(): { readonly key: string; readonly offset: number } | null {
    const { scrollTop } = this.root;
    const line = this.#content?.lines[Math.floor(scrollTop / rowHeight)];
    return scrollTop < rowHeight || line === undefined ? null : { key: keyOf(line), offset: scrollTop % rowHeight };
  }

  #keepInPlace(anchor: { readonly key: string; readonly offset: number } | null): void {
    const index = anchor === null ? -1 : this.#indexOf(anchor.key);
    if (anchor !== null && index >= 0) {
      this.root.scrollTop = index * rowHeight + anchor.offset;
    }
  }

  #drawSoon(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#draw());
  }

  #draw(): void {
    const content = this.#content;
    if (content === null) {
      return;
    }
    const { lines, look } = content;
    const first = Math.max(0, Math.floor(this.root.scrollTop / rowHeight) - overscan);
    const last = Math.min(
      lines.length,
      Math.ceil((this.root.scrollTop + this.root.clientHeight) / rowHeight) + overscan,
    );
    this.#rows.draw(lines.slice(first, last), first, look);
    this.#markActive();
  }

  #indexOf(key: string): number {
    return this.#content?.lines.findIndex((line) => hasKey(line, key)) ?? -1;
  }

  /** Where the active cell is now; the first line where it was lost to a filter. */
  #position(): Active {
    const column = Math.max(
      0,
      this.#columns.findIndex(({ id }) => id === this.#active.column),
    );
    if (this.#active.key === "head") {
      return { line: -1, column };
    }
    return { line: Math.max(0, this.#active.key === null ? 0 : this.#indexOf(this.#active.key)), column };
  }

  #activate({ line, column }: Active): void {
    const target = this.#content?.lines[line];
    this.#active = {
      key: line < 0 ? "head" : target === undefined ? null : keyOf(target),
      column: this.#columns[column]?.id ?? "run",
    };
    this.#scrollTo(line, column);
    this.#draw();
  }

  /** Brings a cell into sight, out from below the head and the first column. */
  #scrollTo(line: number, column: number): void {
    const { root } = this;
    const room = root.clientHeight - this.#head.root.offsetHeight;
    if (line >= 0) {
      const top = line * rowHeight;
      root.scrollTop = Math.min(top, Math.max(root.scrollTop, top + rowHeight - room));
    }
    const widths = this.#content?.widths ?? [];
    const left = widths.slice(0, column).reduce((sum, width) => sum + width, 0);
    const sticky = widths[0] ?? 0;
    if (column > 0) {
      const right = left + (widths[column] ?? 0) - root.clientWidth;
      root.scrollLeft = Math.min(left - sticky, Math.max(root.scrollLeft, right));
    }
  }

  #markActive(): void {
    const { line, column } = this.#position();
    const target = this.#content?.lines[line];
    const cell =
      line < 0 ? this.#head.cell(column) : target === undefined ? undefined : this.#rows.cell(target, column);
    for (const marked of this.root.querySelectorAll(".active")) {
      if (marked !== cell) {
        marked.classList.remove("active");
      }
    }
    if (cell === undefined) {
      this.root.removeAttribute("aria-activedescendant");
      return;
    }
    cell.classList.add("active");
    cell.id ||= `cell-${++this.#cells}`;
    this.root.setAttribute("aria-activedescendant", cell.id);
  }

  #key(event: KeyboardEvent): void {
    const content = this.#content;
    if (content === null || event.target !== this.root) {
      return;
    }
    const at = this.#position();
    const line = content.lines[at.line];
    const column = this.#columns[at.column];
    const page = Math.max(1, Math.floor(this.root.clientHeight / rowHeight) - 2);
    const key = gridKey(event, {
      at,
      line,
      size: { lines: content.lines.length, columns: this.#columns.length, page },
    });
    if (key === null) {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    switch (key.kind) {
      case "move":
        return this.#activate(key.to);
      case "all":
        return this.#actions.tickAll();
      case "sort":
        return column === undefined || column.kind === "curve" ? undefined : this.#actions.sort(column.id, key.add);
      case "menu":
        return this.#openMenu(at, line, column);
      case "edit":
        return line?.kind === "run" ? this.#edit(line.row, column) : undefined;
      case "toggle":
      case "open":
      case "tick":
        return line === undefined ? undefined : this.#act(key.kind, line);
    }
  }

  #openMenu(at: Active, line: TableLine | undefined, column: ColumnInfo | undefined): void {
    const head = this.#head.cell(at.column);
    if (at.line < 0 && column !== undefined && head !== undefined) {
      this.#actions.columnMenu(column.id, head);
    } else if (line !== undefined) {
      this.#actions.rowMenu(line, this.#rows.cell(line, at.column) ?? this.root);
    }
  }

  #edit(row: RunRow, column: ColumnInfo | undefined): void {
    this.#actions.edit(row, column?.id ?? "verdict", this.activeCell);
  }

  #act(kind: "toggle" | "open" | "tick", line: TableLine): void {
    if (line.kind === "group") {
      this.#actions.toggle(line.key);
    } else if (kind === "tick") {
      this.#tick(line.row.log, false);
    } else {
      this.#actions.open(line.row.log);
    }
  }

  /** Ticks a run, or no longer; with a range, every run from the one that was ticked last. */
  #tick(log: string, range: boolean): void {
    const on = this.#content?.look.isTicked(log) === false;
    const logs = this.#content?.lines.flatMap((line) => (line.kind === "run" ? [line.row.log] : [])) ?? [];
    const ends = [logs.indexOf(this.#lastTicked ?? log), logs.indexOf(log)];
    const isRange = range && ends.every((end) => end >= 0);
    this.#lastTicked = log;
    this.#actions.tick(isRange ? logs.slice(least(ends), greatest(ends) + 1) : [log], isRange || on);
  }

  #lineAt(event: Event): { readonly line: TableLine; readonly index: number; readonly target: HTMLElement } | null {
    const target = event.target instanceof HTMLElement ? event.target : null;
    const key = target?.closest<HTMLElement>(".row")?.dataset["key"];
    const index = key === undefined ? -1 : this.#indexOf(key);
    const line = this.#content?.lines[index];
    return target === null || line === undefined ? null : { line, index, target };
  }

  #click(event: MouseEvent): void {
    const at = this.#lineAt(event);
    if (at === null) {
      return;
    }
    const { line, index, target } = at;
    const column = target.closest<HTMLElement>(".cell")?.dataset["column"];
    this.#activate({ line: index, column: this.#columns.findIndex(({ id }) => id === column) });
    if (line.kind === "group") {
      this.#actions.toggle(line.key);
    } else if (target.classList.contains("tick")) {
      this.#tick(line.row.log, event.shiftKey);
    } else if (column === "run" && target.classList.contains("text")) {
      this.#actions.open(line.row.log);
    } else if (column === "verdict") {
      this.#edit(
        line.row,
        this.#columns.find(({ id }) => id === column),
      );
    }
  }

  #doubleClick(event: MouseEvent): void {
    const at = this.#lineAt(event);
    if (at?.line.kind !== "run" || at.target.classList.contains("tick")) {
      return;
    }
    const column = at.target.closest<HTMLElement>(".cell")?.dataset["column"];
    if (column !== undefined && written.has(column)) {
      this.#edit(
        at.line.row,
        this.#columns.find(({ id }) => id === column),
      );
    } else {
      this.#actions.open(at.line.row.log);
    }
  }

  #contextMenu(event: MouseEvent): void {
    const at = this.#lineAt(event);
    if (at !== null) {
      event.preventDefault();
      this.#actions.rowMenu(at.line, at.target.closest<HTMLElement>(".cell") ?? at.target);
    }
  }
}
