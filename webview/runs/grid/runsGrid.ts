import type { TableLine } from "../../../src/sweep/view/tableLine.ts";
import type { ColumnInfo, RunRow } from "../../../src/sweep/rows/runRow.ts";
import type { SortKey } from "../../../src/sweep/view/tableView.ts";
import { element } from "../../ui/element.ts";
import { t } from "../../ui/text.ts";
import { ActiveCell, type Cells } from "./activeCell.ts";
import { DrawnRows, rowHeight } from "./drawnRows.ts";
import { clickAct, doubleClickAct, type ClickAct, type Clicked } from "./gridClick.ts";
import { GridHead, type HeadActions } from "./gridHead.ts";
import { anchorOf, keepInPlace, linesInSight, scrollToCell } from "./gridScroll.ts";
import { gridKey, type Active } from "./gridKeys.ts";
import { runsBetween } from "./runsBetween.ts";
import { hasKey, type RowLook } from "./gridRow.ts";

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

/** What a key or a click acts on. */
interface ActedOn {
  readonly line: TableLine;
  /** Id of the column. */
  readonly column: string | undefined;
  /** Whether a tick goes for all runs from the one that was ticked last. */
  readonly range: boolean;
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
  readonly #active = new ActiveCell();
  readonly #actions: GridActions;
  #content: GridContent | null = null;
  #columns: readonly ColumnInfo[] = [];
  #lastTicked: string | null = null;
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
      const line = this.#clicked(event)?.line;
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
    const anchor = anchorOf(this.root, this.#content?.lines ?? []);
    this.#content = content;
    this.#showColumns(content);
    const { lines, look } = content;
    this.root.setAttribute("role", look.isGrouped ? "treegrid" : "grid");
    this.root.setAttribute("aria-rowcount", String(lines.length + 1));
    this.root.setAttribute("aria-colcount", String(look.columns.length));
    this.#body.style.height = `${lines.length * rowHeight}px`;
    keepInPlace(this.root, lines, anchor);
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
    const [first, last] = linesInSight(this.root, lines.length);
    this.#rows.draw(lines.slice(first, last), first, look);
    this.#markActive();
  }

  #indexOf(key: string): number {
    return this.#content?.lines.findIndex((line) => hasKey(line, key)) ?? -1;
  }

  get #cells(): Cells {
    return { lines: this.#content?.lines ?? [], columns: this.#columns };
  }

  #activate(to: Active): void {
    this.#active.move(to, this.#cells);
    const headHeight = this.#head.root.offsetHeight;
    scrollToCell(this.root, to, { headHeight, widths: this.#content?.widths ?? [] });
    this.#draw();
  }

  #markActive(): void {
    const { line, column } = this.#active.in(this.#cells);
    const target = this.#content?.lines[line];
    const cell = target === undefined ? undefined : this.#rows.cell(target, column);
    this.#active.mark(this.root, line < 0 ? this.#head.cell(column) : cell);
  }

  #key(event: KeyboardEvent): void {
    const content = this.#content;
    if (content === null || event.target !== this.root) {
      return;
    }
    const at = this.#active.in(this.#cells);
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
        return line?.kind === "run" ? this.#edit(line.row, column?.id) : undefined;
      case "toggle":
      case "open":
      case "tick":
        return line === undefined ? undefined : this.#act(key.kind, { line, column: column?.id, range: false });
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

  #edit(row: RunRow, column: string | undefined): void {
    this.#actions.edit(row, column ?? "verdict", this.activeCell);
  }

  #act(act: ClickAct, { line, column, range }: ActedOn): void {
    if (line.kind === "group") {
      this.#actions.toggle(line.key);
    } else if (act === "tick") {
      this.#tick(line.row.log, range);
    } else if (act === "edit") {
      this.#edit(line.row, column);
    } else {
      this.#actions.open(line.row.log);
    }
  }

  /** Ticks a run, or no longer; with a range, every run from the one that was ticked last. */
  #tick(log: string, range: boolean): void {
    const on = this.#content?.look.isTicked(log) === false;
    const all = range ? runsBetween(this.#content?.lines ?? [], this.#lastTicked ?? log, log) : [];
    this.#lastTicked = log;
    this.#actions.tick(all.length > 0 ? all : [log], all.length > 0 || on);
  }

  #clicked(event: Event): (Clicked & { readonly index: number }) | null {
    const target = event.target instanceof HTMLElement ? event.target : null;
    const key = target?.closest<HTMLElement>(".row")?.dataset["key"];
    const index = key === undefined ? -1 : this.#indexOf(key);
    const line = this.#content?.lines[index];
    if (target === null || line === undefined) {
      return null;
    }
    return { line, index, target, column: target.closest<HTMLElement>(".cell")?.dataset["column"] };
  }

  #click(event: MouseEvent): void {
    const at = this.#clicked(event);
    if (at === null) {
      return;
    }
    this.#activate({ line: at.index, column: this.#columns.findIndex(({ id }) => id === at.column) });
    const act = clickAct(at);
    if (act !== null) {
      this.#act(act, { ...at, range: event.shiftKey });
    }
  }

  #doubleClick(event: MouseEvent): void {
    const at = this.#clicked(event);
    const act = at === null ? null : doubleClickAct(at);
    if (at !== null && act !== null) {
      this.#act(act, { ...at, range: false });
    }
  }

  #contextMenu(event: MouseEvent): void {
    const at = this.#clicked(event);
    if (at !== null) {
      event.preventDefault();
      this.#actions.rowMenu(at.line, at.target.closest<HTMLElement>(".cell") ?? at.target);
    }
  }
}
