import type { ChartArea } from "../../../src/sweep/curves/chartMarking.ts";
import { CurvatureChart } from "../../charts/curvatureChart.ts";
import type { ChartModel } from "../../model/chartModel.ts";
import { t } from "../../ui/text.ts";
import { faint, type Theme } from "../../ui/theme.ts";
import { axisWords } from "./axisWords.ts";
import type { ChartExport } from "./chartExport.ts";
import { pointsExport } from "./pointsExport.ts";

/** The chart of the curvature, as it can be taken away. */
export function curvatureExport(shown: ChartModel): ChartExport {
  const { plot, review } = shown;
  const metric = review.curvature?.metric ?? "lambda_max";
  return pointsExport({
    ...{ name: "curvature", title: t("Curvature"), label: metric, x: axisWords(shown, "linear"), y: { title: metric } },
    series: [
      { name: metric, points: plot.lambdaMax },
      { name: "EWMA", points: plot.lambdaMaxEwma },
    ],
    areas: (theme) => areaOf(shown, theme),
    keys: (theme) => [
      { text: t("Logged"), color: faint(theme.purple, 0.6), dash: [4, 6], width: 4 },
      { text: t("EWMA"), color: theme.purple, dash: [], width: 2 },
      ...((review.curvature?.segments.length ?? 0) > 0
        ? [{ text: t("Segment mean"), color: theme.foreground, dash: [6, 3], width: 1.5 }]
        : []),
    ],
    draw: (canvas, theme) => {
      const curvature = new CurvatureChart(canvas);
      if (!curvature.show({ ...shown, theme })) {
        curvature.chart.destroy();
        return null;
      }
      return curvature.chart;
    },
  });
}

/** The band that the curvature stays in once it has settled. */
function areaOf({ review, plot }: ChartModel, theme: Theme): readonly ChartArea[] {
  const [from, band] = [review.curvature?.plateau.epoch ?? null, plot.lambdaMaxBand];
  const end = plot.lambdaMax.t.at(-1);
  return from === null || band === null || end === undefined
    ? []
    : [{ x: [from, end], y: [band[0], band[1]], color: theme.purple }];
}
