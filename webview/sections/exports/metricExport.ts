import type { AxisKind, Range } from "../../axes/range.ts";
import { MetricChart, type MetricLine } from "../../charts/metricChart.ts";
import type { ChartModel } from "../../model/chartModel.ts";
import { axisName } from "../../axes/pageAxis.ts";
import { smoothLine } from "../../model/smoothLine.ts";
import { t } from "../../ui/text.ts";
import { axisWords } from "./axisWords.ts";
import type { ChartExport } from "./chartExport.ts";
import { csvText, row } from "./csvText.ts";

/** What a chart of metrics shows. */
export interface MetricsShown {
  readonly name: string;
  readonly title: string;
  readonly lines: readonly (MetricLine & { readonly text: string })[];
  readonly kindOf?: (extremes: Range | null) => AxisKind;
}

/** A chart of metrics, as it can be taken away. `range`: the part of the x axis that is seen. */
export function metricExport(
  shown: ChartModel,
  { name, title, lines, kindOf }: MetricsShown,
  range: Range,
): ChartExport {
  return {
    ...{ name, title },
    label: title,
    keys: (theme) =>
      lines.length < 2 ? [] : lines.map(({ text, color, dash }) => ({ text, color: color(theme), dash, width: 2 })),
    draw: (canvas, theme) => {
      const chart = new MetricChart(canvas, lines, kindOf);
      if (!chart.show({ ...shown, theme }, { title })) {
        chart.chart.destroy();
        return null;
      }
      return chart.chart;
    },
    axes: () => ({ x: axisWords(shown, "linear"), y: { title } }),
    csv: () => metricsCsv(shown, lines, range),
  };
}

/** Every value in sight, and the smoothed lines where they are drawn: one row a point, with the metric that it is of. */
function metricsCsv(shown: ChartModel, lines: readonly MetricLine[], range: Range): string {
  const weight = shown.view.smoothing;
  const rows = lines.flatMap(({ metric }) => {
    const series = shown.metric(metric);
    if (series === null) {
      return [];
    }
    const logged = series
      .stretches()
      .map((stretch) => series.indicesWithin(stretch, range))
      .flatMap(({ start, end }) =>
        Array.from({ length: end - start }, (_, i) =>
          row(metric, series.x[start + i] ?? NaN, series.y[start + i] ?? NaN),
        ),
      );
    if (!(weight > 0)) {
      return logged;
    }
    const { t: places, y } = smoothLine(series, { range, kind: "linear", weight });
    return [...logged, ...Array.from(places, (x, i) => row(t("{0}, smoothed", metric), x, y[i] ?? NaN))];
  });
  return csvText(["metric", axisName(shown.axis, shown.plot), "value"], rows);
}
