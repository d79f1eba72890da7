import type { Points } from "../../src/review/model/runPlot.ts";
import { hull, type AxisKind, type Range } from "../model/range.ts";
import type { Theme } from "../ui/theme.ts";
import { axesIn, pageAxes, type PageAxis } from "../model/pageAxis.ts";
import { fullRange, type ChartModel, type RunModel } from "../model/chartModel.ts";
import type { ViewState } from "../model/viewState.ts";
import { runStyle, type RunStyle } from "./runStyle.ts";

/** One of the runs that are compared, as it is drawn. */
export interface Compared {
  readonly log: string;
  readonly name: string;
  readonly look: RunStyle;
  readonly shown: ChartModel;
}

/** All runs that have come, in the order in which they were chosen; over one axis that every one of them has. */
export function comparedRuns(runs: ReadonlyMap<string, RunModel>, view: ViewState, theme: Theme): readonly Compared[] {
  const axis = commonAxes([...runs.values()]).includes(view.axis) ? view.axis : "clock";
  return [...runs].flatMap(([log, run], i) => {
    const shown = run.shown({ ...view, axis }, theme);
    return shown === null || run.state === null ? [] : [{ log, name: run.state.run, look: runStyle(i, theme), shown }];
  });
}

/** The axes that all runs have. */
export function commonAxes(runs: readonly RunModel[]): readonly PageAxis[] {
  const plots = runs.map((run) => run.state?.plot).filter((plot) => plot !== undefined && plot !== null);
  return pageAxes.filter((axis) => plots.length > 0 && plots.every((plot) => axesIn(plot).includes(axis)));
}

/** All of the x axis that the runs have between them; null where none has anything to show. */
export function wholeOfAll(compared: readonly Compared[], kind: AxisKind): Range | null {
  return hull(compared.map(({ shown }) => fullRange(shown, kind)));
}

/** What the charts of a comparison draw of each run. */
export const comparedSeries = ["loss", "curvature", "residuals"] as const;
export type ComparedSeries = (typeof comparedSeries)[number];

const nothing: Points = { t: new Float64Array(0), y: new Float64Array(0) };

export function pointsOf({ plot }: ChartModel, series: ComparedSeries): Points {
  switch (series) {
    case "loss":
      return plot.lossBins;
    case "curvature":
      return plot.lambdaMaxEwma;
    case "residuals":
      return plot.residuals?.overTime ?? nothing;
  }
}
