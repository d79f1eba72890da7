import { LossChart, validationDash } from "../../charts/lossChart.ts";
import { kindOfX, type ChartModel } from "../../model/chartModel.ts";
import { modelLooks } from "../../model/models.ts";
import type { Range } from "../../axes/range.ts";
import { shownModels } from "../../model/viewState.ts";
import { t } from "../../ui/text.ts";
import { faint, type Theme } from "../../ui/theme.ts";
import { axisWords } from "./axisWords.ts";
import type { ChartExport, PictureKey } from "./chartExport.ts";
import { drawnCsv } from "./drawnCsv.ts";

/** The chart of the loss, as it can be taken away. `range`: the part of the x axis that is seen. */
export function lossExport(shown: ChartModel, range: Range): ChartExport {
  return {
    name: "loss",
    label: shown.said.summary,
    title: t("Loss"),
    keys: (theme) => keysOf(shown, theme),
    draw: (canvas, theme) => {
      const loss = new LossChart(canvas, () => undefined);
      if (!loss.show({ ...shown, theme })) {
        loss.chart.destroy();
        return null;
      }
      return loss.chart;
    },
    axes: () => ({
      x: axisWords(shown, kindOfX(shown)),
      y: { title: shown.said.loss?.metric ?? t("loss") },
    }),
    csv: () => drawnCsv(shown, range),
  };
}

function keysOf({ plot, review, view }: ChartModel, theme: Theme): PictureKey[] {
  const models = shownModels(view, review).filter((name) => review.fits?.[name].reason === null);
  const keys: (PictureKey | null)[] = [
    { text: t("Raw (min-max)"), color: faint(theme.blue, 0.35), dash: [], width: 0.75 * theme.fontSize },
    plot.lossBins.t.length === 0 ? null : { text: t("Bin mean"), color: theme.blue, dash: [5, 7], width: 5 },
    view.smoothing === 0 ? null : { text: t("Smoothed"), color: theme.blue, dash: [], width: 2 },
    plot.lossVal.t.length === 0
      ? null
      : { text: t("Validation"), color: theme.orange, dash: validationDash, width: 1.5 },
    ...models.map((name) => ({
      text: modelLooks[name].label,
      color: modelLooks[name].color(theme),
      dash: modelLooks[name].dash,
      width: 2.5,
    })),
  ];
  return keys.filter((key) => key !== null);
}
