import type { Chart } from "chart.js";
import type { DescribedPlugin } from "./describedPlugin.ts";
import type { Marking } from "./marksPlugin.ts";
import type { ProblemMarks } from "./problemMarksPlugin.ts";
import type { SeriesLook } from "./seriesPlugin.ts";

/** What plugins draw, by their ids. */
interface Described {
  readonly series: readonly SeriesLook[];
  readonly marks: Marking | null;
  readonly flaws: ProblemMarks | null;
}

/** What the plugin of a chart draws, for pictures that others draw; undefined where the chart has no such plugin. */
export function described<Id extends keyof Described>(chart: Chart, id: Id): Described[Id] | undefined {
  const plugin = (chart.config.plugins ?? []).find((one) => one.id === id);
  return plugin !== undefined && "describe" in plugin
    ? (plugin as DescribedPlugin<Described[Id]>).describe()
    : undefined;
}
