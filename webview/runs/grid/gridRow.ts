import { printableLines } from "../../../src/printable.ts";
import type { TableLine } from "../../../src/sweep/view/tableLine.ts";
import { isExcluded } from "../../../src/sweep/rows/cells.ts";
import type { ColumnInfo } from "../../../src/sweep/rows/runRow.ts";
import { element } from "../../ui/element.ts";
import { counted, t } from "../../ui/text.ts";
import type { CellView, CellViews } from "./cellView.ts";
import { Sparkline } from "./sparkline.ts";

/** What a row is drawn with besides its line. */
export interface RowLook {
  readonly columns: readonly ColumnInfo[];
  readonly views: CellViews;
  readonly isGrouped: boolean;
  readonly isTicked: (log: string) => boolean;
  readonly isPinned: (log: string) => boolean;
  readonly baseline: string | null;
}

/** What tells a line from the others as long as it is shown. */
export function keyOf(line: TableLine): string {
  return line.kind === "group" ? `group ${line.key}` : `run ${line.row.log}`;
}

/** Whether a line has a key: thousands of lines are asked, so that no key is put together. */
export function hasKey(line: TableLine, key: string): boolean {
  const [start, own] = line.kind === "group" ? ["group ", line.key] : ["run ", line.row.log];
  return key.length === start.length + own.length && key.endsWith(own) && key.startsWith(start);
}

/** Codicons of states, next to their words. */
const stateIcons: Readonly<Record<string, string>> = {
  live: "pulse",
  stalled: "debug-pause",
  stopped: "debug-stop",
  ended: "pass",
  diverged: "error",
  nan: "error",
  reading: "loading",
  gone: "circle-slash",
};

/** One line on the page. Only what changed is written, so that a live run turns no row but its own. */
export class GridRow {
  readonly root = element("div", { class: "row", attributes: { role: "row" } });
  readonly #cells: readonly CellBox[];

  constructor(columns: readonly ColumnInfo[]) {
    this.#cells = columns.map((column) => new CellBox(column));
    this.root.append(...this.#cells.map(({ root }) => root));
  }

  cell(index: number): HTMLElement | undefined {
    return this.#cells[index]?.root;
  }

  /** `index`: of the line, from 0. */
  show(line: TableLine, index: number, look: RowLook): void {
    const isTicked = line.kind === "run" && look.isTicked(line.row.log);
    set(this.root, "aria-rowindex", String(index + 2));
    set(this.root, "aria-selected", line.kind === "run" ? String(isTicked) : null);
    set(this.root, "aria-expanded", line.kind === "group" ? String(line.open) : null);
    set(this.root, "aria-level", look.isGrouped ? String(depthOf(line) + 1) : null);
    setClass(this.root, classOf(line, isTicked, look));
    this.#cells.forEach((cell) => cell.show(line, look));
  }
}

function depthOf(line: TableLine): number {
  return line.depth;
}

function classOf(line: TableLine, isTicked: boolean, look: RowLook): string {
  if (line.kind === "group") {
    return `row group depth-${Math.min(line.depth, 4)}`;
  }
  const { log, state } = line.row;
  return [
    `row run depth-${Math.min(line.depth, 4)} ${state}`,
    ...(isTicked ? ["ticked"] : []),
    ...(isExcluded(line.row) ? ["excluded"] : []),
    ...(look.isPinned(log) ? ["pinned"] : []),
    ...(look.baseline === log ? ["baseline"] : []),
  ].join(" ");
}

/** A cell and what it holds. */
class CellBox {
  readonly root: HTMLElement;
  readonly #column: ColumnInfo;
  readonly #text = element("span", { class: "text" });
  readonly #note = element("span", { class: "note" });
  /** Before the text: a box to tick or a triangle, a state's sign. */
  readonly #sign = element("span", { attributes: { "aria-hidden": "true" } });
  readonly #spark: Sparkline | null;

  constructor(column: ColumnInfo) {
    this.#column = column;
    const { id, kind } = column;
    this.#spark = kind === "curve" ? new Sparkline() : null;
    const hasSign = id === "run" || id === "state";
    const children = this.#spark === null ? [this.#text, this.#note] : [this.#spark.root];
    this.root = element("div", {
      class: `cell ${kind} of-${/^\w+$/.test(id) ? id : "other"}`,
      attributes: { role: id === "run" ? "rowheader" : "gridcell" },
      children: hasSign ? [this.#sign, ...children] : children,
    });
    this.root.dataset["column"] = id;
  }

  show(line: TableLine, look: RowLook): void {
    if (this.#spark !== null) {
      const run = line.kind === "run" ? line.row : line.summary.bestRun();
      this.#spark.draw(run?.spark ?? []);
      set(this.root, "title", line.kind === "group" && run !== null ? t("Loss of the best run, {0}", run.run) : null);
    } else if (this.#column.id === "run" && line.kind === "group") {
      this.#write({ ...look.views.of(line, this.#column), text: line.name, note: runsText(line.runs) });
    } else {
      this.#write(look.views.of(line, this.#column));
    }
    setClass(this.#sign, this.#signOf(line, look));
  }

  #write({ text, note, title, best, differs }: CellView): void {
    if (this.#text.textContent !== text) {
      this.#text.textContent = printableLines(text);
    }
    if (this.#note.textContent !== note) {
      this.#note.textContent = printableLines(note);
    }
    set(this.root, "title", title === "" ? null : title);
    this.root.classList.toggle("best", best);
    this.root.classList.toggle("differs", differs);
  }

  #signOf(line: TableLine, look: RowLook): string {
    if (this.#column.id === "run") {
      const glyph =
        line.kind === "group"
          ? `chevron-${line.open ? "down" : "right"} twisty`
          : `${look.isTicked(line.row.log) ? "check" : "blank"} tick`;
      return `sign codicon codicon-${glyph}`;
    }
    return line.kind === "run" ? `sign codicon codicon-${stateIcons[line.row.state] ?? "circle-slash"}` : "sign";
  }
}

function runsText(runs: number): string {
  return counted(runs, ["{0} run", "{0} runs"]);
}

function set(target: HTMLElement, name: string, value: string | null): void {
  if (value === null) {
    target.removeAttribute(name);
  } else if (target.getAttribute(name) !== value) {
    target.setAttribute(name, value);
  }
}

function setClass(target: HTMLElement, name: string): void {
  if (target.className !== name) {
    target.className = name;
  }
}
