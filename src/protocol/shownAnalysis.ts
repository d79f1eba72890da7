import type { AnalysisView } from "../sweep/view/tableView.ts";
import type { Figure } from "../sweep/figures/figure.ts";

/** The analysis of many runs as a page shows it: plain data. */
export interface ShownAnalysis {
  /** What the runs show, the most important first. */
  readonly statements: readonly string[];
  /** What they cannot show, and what was left out. */
  readonly limits: readonly string[];
  readonly figures: readonly Figure[];
  /** The settings that vary, and those of them that the figures show, empty where there is none. */
  readonly varying: readonly string[];
  readonly shown: AnalysisView;
}

/** The files of a report: their texts by their path from its folder; null for one that is not to be there. */
export interface ReportFiles {
  readonly files: readonly (readonly [path: string, text: string | null])[];
}
