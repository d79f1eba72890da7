import type { TableView } from "./tableView.ts";

/** What of a view others can use: what names runs of one machine is not in it. */
export type SharedView = Omit<TableView, "closed" | "pinned" | "hidden" | "baseline">;

/** What of a view is shared. */
export function sharedView(view: TableView): SharedView {
  const { filter, sort, groupBy, relations, order, chosen, widths, tab, curves, analysis } = view;
  return { filter, sort, groupBy, relations, order, chosen, widths, tab, curves, analysis };
}
