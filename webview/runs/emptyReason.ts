import { layTable } from "../../src/sweep/view/layTable.ts";
import type { RowSurvey } from "../../src/sweep/view/surveyRows.ts";
import type { TableView } from "../../src/sweep/view/tableView.ts";

export interface EmptyParts {
  readonly survey: RowSurvey;
  readonly view: TableView;
  /** Whether the workspace was searched for runs. */
  readonly searched: boolean;
}

/** Why a table has no line: no runs, none found yet, none that passes the filter, or all that do are hidden. */
export type EmptyReason = "searching" | "none" | "filtered" | "hidden";

/** Why a table that has no line has none. */
export function whyEmpty({ survey, view, searched }: EmptyParts): EmptyReason {
  if (survey.rows.length === 0) {
    return searched ? "none" : "searching";
  }
  return layTable(survey, { ...view, hidden: [] }).shown.length > 0 ? "hidden" : "filtered";
}
