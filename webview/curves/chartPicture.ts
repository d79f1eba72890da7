import type { LinesChart } from "../../src/sweep/curves/linesChart.ts";
import { roomy } from "../axes/range.ts";
import { tickFormatter, ticksOf } from "../axes/ticks.ts";
import { t } from "../ui/text.ts";
import { heightOf, type DrawnLine } from "./curveLines.ts";
import type { DrawnItems } from "./drawnItems.ts";
import type { PlotContent } from "./curvePlot.ts";

/** More lines than these are not named in a picture. */
const mostNamed = 12;

/** The values of the column that colors, by its title, else the lines by name, where they are few. */
export function paperLegend(
  items: DrawnItems["items"],
  legend: DrawnItems["legend"],
  title: string,
): LinesChart["legend"] {
  if (legend.length > 0) {
    return { title, entries: legend.map(({ value, color }) => ({ name: value, color })) };
  }
  return { title: "", entries: items.length > mostNamed ? [] : items.map(({ name, color }) => ({ name, color })) };
}

/** A chart as it is seen now, for a paper of one or two columns. `lines`: in colors that stand out from white. */
export function chartFor(
  { title, range, format, view }: PlotContent,
  { lines, legend, width }: Pick<LinesChart, "legend" | "width"> & { readonly lines: readonly DrawnLine[] },
): LinesChart {
  const [across, up] = [view.isLogX ? "log" : "linear", view.isLogY ? "log" : "linear"] as const;
  const height = roomy(heightOf(lines, range, view) ?? [0, 1], up);
  const texts = (ticks: readonly number[], said: (tick: number) => string): LinesChart["x"]["ticks"] =>
    ticks.map((at) => ({ at, text: said(at) }));
  const [xTicks, yTicks] = [format.ticks(range, across), ticksOf(height, up)];
  return {
    title,
    x: { title: format.title, isLog: view.isLogX, range, ticks: texts(xTicks, format.words(xTicks)) },
    y: { title: "", isLog: view.isLogY, range: height, ticks: texts(yTicks, tickFormatter(yTicks)) },
    lines: lines.map(({ color, isDashed, x, y, band }) => ({ color, isDashed, x, y, band })),
    legend,
    note: lines.some(({ isDashed }) => isDashed) ? t("Solid: validation. Dashed: training.") : "",
    width,
  };
}
