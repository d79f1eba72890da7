import type { TableLine } from "../../../src/sweep/view/tableLine.ts";

/** Columns whose cells a person writes. */
const written: ReadonlySet<string> = new Set(["verdict", "reason", "tags", "note"]);

/** Where a click landed. */
export interface Clicked {
  readonly line: TableLine;
  /** Id of the cell's column. */
  readonly column: string | undefined;
  readonly target: HTMLElement;
}

export type ClickAct = "toggle" | "open" | "tick" | "edit";

/** What a click asks for besides making its cell the active one; null for nothing. */
export function clickAct({ line, column, target }: Clicked): ClickAct | null {
  if (line.kind === "group") {
    return "toggle";
  }
  if (target.classList.contains("tick")) {
    return "tick";
  }
  if (column === "run" && target.classList.contains("text")) {
    return "open";
  }
  return column === "verdict" ? "edit" : null;
}

/** What a double click asks for: to write where a person writes, to open the run elsewhere; null for nothing. */
export function doubleClickAct({ line, column, target }: Clicked): ClickAct | null {
  if (line.kind !== "run" || target.classList.contains("tick")) {
    return null;
  }
  return column !== undefined && written.has(column) ? "edit" : "open";
}
