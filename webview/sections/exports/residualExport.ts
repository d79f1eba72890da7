import { CurveChart } from "../../charts/curveChart.ts";
import { residualPictures, residualTitles } from "../../charts/residualPictures.ts";
import type { ChartModel } from "../../model/chartModel.ts";
import type { LegendKey } from "../../ui/chartLegend.ts";
import type { Theme } from "../../ui/theme.ts";
import type { ChartExport, PictureKey } from "./chartExport.ts";
import { pointsExport } from "./pointsExport.ts";

const names = ["residuals", "autocorrelation", "normal-qq", "spectrum"] as const;

/** A chart of the residuals, by its place among the four, as it can be taken away; null where it is not drawn. */
export function residualExport(shown: ChartModel, i: number): ChartExport | null {
  const { label = "", picture = null, points = null } = residualPictures(shown)[i] ?? {};
  const [name, title] = [names[i], residualTitles()[i]];
  if (picture === null || points === null || name === undefined || title === undefined) {
    return null;
  }
  return pointsExport({
    ...{ name, title, label, x: picture.x, y: picture.y },
    series: [{ name, points }],
    keys: (theme) => (residualPictures(shown)[i]?.keys ?? []).map((key) => keyOf(key, theme)),
    draw: (canvas, theme) => {
      const spec = residualPictures({ ...shown, theme })[i]?.picture ?? null;
      if (spec === null) {
        return null;
      }
      const chart = new CurveChart(canvas, []);
      chart.show(spec);
      return chart.chart;
    },
  });
}

function keyOf({ sample, text }: LegendKey, theme: Theme): PictureKey {
  switch (sample) {
    case "level":
      return { text, color: theme.muted, dash: [6, 3], width: 1.5 };
    case "mean":
      return { text, color: theme.blue, dash: [4, 6], width: 4 };
    default:
      return { text, color: theme.blue, dash: [], width: 2 };
  }
}
