import type { Cell } from "../filter/expression.ts";
import type { RunRow } from "./runRow.ts";

/** The worst state first: what needs a person is on top. */
const states = ["diverged", "nan", "stopped", "stalled", "live", "ended"];

/** The value of a row in a column. */
export function cellOf(row: RunRow, column: string): Cell {
  switch (column) {
    case "run":
      return row.run;
    case "folder":
      return row.folder;
    case "state":
      return row.state;
    default:
      return Object.hasOwn(row.cells, column) ? (row.cells[column] ?? null) : null;
  }
}

/** Whether a cell holds nothing to compare. */
export function isEmpty(cell: Cell): boolean {
  return cell === null || cell === "" || (typeof cell === "number" && Number.isNaN(cell));
}

/** A run's folders and its name; where its name alone does not tell it from others, it has those folders in it. */
export function pathOf({ folder, run }: RunRow): string {
  return folder === "" ? run : `${folder}/${run.slice(run.lastIndexOf("/") + 1)}`;
}

/** The place of a state, the worst first. */
export function stateOrder(cell: Cell): number {
  const place = states.indexOf(String(cell));
  return place < 0 ? states.length : place;
}

/** Whether the loss of a run was lost for good: it has no part in groups and bests. */
export function isLost({ state }: RunRow): boolean {
  return state === "diverged" || state === "nan";
}

/** Whether a person took a run out of groups and statistics. */
export function isExcluded({ cells }: RunRow): boolean {
  return cells["verdict"] === "exclude";
}
