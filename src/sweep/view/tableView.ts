/** How a person has laid out the table of runs: what is kept for a workspace. */
export interface TableView {
  readonly filter: string;
  /** Sorted by the first, ties by the next. */
  readonly sort: readonly SortKey[];
  /** Columns whose values make the groups, from the outermost in; `folder` groups by folders. */
  readonly groupBy: readonly string[];
  /** Groups that are closed, by key. */
  readonly closed: readonly string[];
  /** Runs that stay on top, and those that are not shown, by log. */
  readonly pinned: readonly string[];
  readonly hidden: readonly string[];
  /** Run that differences are shown against, by log; null for none. */
  readonly baseline: string | null;
}

export interface SortKey {
  readonly column: string;
  readonly descending: boolean;
}

export const emptyView: TableView = {
  filter: "",
  sort: [],
  groupBy: [],
  closed: [],
  pinned: [],
  hidden: [],
  baseline: null,
};
