import { readFilter } from "../filter/filter.ts";
import { GroupTree } from "./groupTree.ts";
import type { ColumnInfo, RunRow } from "../rows/runRow.ts";
import { sortRows } from "./sortRows.ts";
import type { RowSurvey } from "./surveyRows.ts";
import type { TableLine } from "./tableLine.ts";
import type { TableView } from "./tableView.ts";

export interface Arranged {
  readonly lines: readonly TableLine[];
  /** Runs that pass the filter and are not hidden. */
  readonly shown: readonly RunRow[];
  /** The places in the survey of the runs that are shown. */
  readonly places: readonly number[];
  /** Why the filter cannot be used, and where; null where it can. All runs are shown then. */
  readonly problem: { readonly message: string; readonly at: number } | null;
}

/** The lines of the table, from top to bottom: pinned runs, then groups or runs as filter, groups and order ask. */
export function arrange(survey: RowSurvey, columns: readonly ColumnInfo[], view: TableView): Arranged {
  const { rows } = survey;
  const filter = readFilter(view.filter, survey.names());
  const passes = filter.ok
    ? filter.over({ cells: (name) => survey.byColumn.named(name), texts: survey.texts() })
    : null;
  const hidden = new Set(view.hidden);
  const places: number[] = [];
  rows.forEach(({ log }, place) => {
    if (!hidden.has(log) && passes?.(place) !== false) {
      places.push(place);
    }
  });
  const sorted = sortRows(places, view.sort, survey.byColumn);
  const pinned = new Set(view.pinned);
  const isPinned = (place: number): boolean => pinned.has(rows[place]?.log ?? "");
  const top = pinned.size === 0 ? [] : sorted.filter(isPinned);
  const rest = pinned.size === 0 ? sorted : sorted.filter((place) => !isPinned(place));
  const tree = new GroupTree(survey, columns, view);
  return {
    lines: [...tree.runs(top, 0), ...tree.lines(rest)],
    shown: sorted.flatMap((place) => rows[place] ?? []),
    places: sorted,
    problem: filter.ok ? null : { message: filter.message, at: filter.at },
  };
}
