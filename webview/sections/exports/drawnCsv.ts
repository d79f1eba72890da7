import type { Points } from "../../../src/review/model/runPlot.ts";
import type { PixelAxis } from "../../model/pixelColumns.ts";
import { valueAt, type Range } from "../../axes/range.ts";
import { axisName } from "../../axes/pageAxis.ts";
import { shownModels } from "../../model/viewState.ts";
import { csvText, row } from "./csvText.ts";
import { kindOfX, type ChartModel } from "../../model/chartModel.ts";

/** More raw records than this are given as the least and the greatest of parts of the axis, as they are drawn. */
const mostRaw = 100_000;
const parts = 10_000;

/** What the loss chart draws within a range of its x axis, as CSV: one row a point, with the series that it belongs to. */
export function drawnCsv(shown: ChartModel, range: Range): string {
  const { plot, said, view, axis } = shown;
  const models = shownModels(view, said);
  const rows = [
    ...rawRows(shown, range),
    ...rowsOf("mean of a bin", plot.lossBins, range),
    ...rowsOf("validation", plot.lossVal, range),
    ...plot.curves.filter(({ model }) => models.includes(model)).flatMap((curve) => rowsOf(curve.model, curve, range)),
  ];
  return csvText(["series", axisName(axis, plot), said.loss?.metric ?? "loss"], rows);
}

function rawRows(shown: ChartModel, range: Range): string[] {
  const { loss } = shown;
  const stretches = loss.stretches().map((stretch) => loss.indicesWithin(stretch, range));
  const count = stretches.reduce((sum, { start, end }) => sum + end - start, 0);
  if (count > mostRaw) {
    return extremeRows(loss, { range, kind: kindOfX(shown), width: parts });
  }
  return stretches.flatMap(({ start, end }) =>
    Array.from({ length: end - start }, (_, i) => row("raw", loss.x[start + i] ?? NaN, loss.y[start + i] ?? NaN)),
  );
}

function extremeRows(loss: ChartModel["loss"], axis: PixelAxis): string[] {
  const rows: string[] = [];
  for (const stretch of loss.stretches()) {
    const { from, least, greatest } = loss.columns(stretch, axis);
    least.forEach((value, i) => {
      if (!Number.isNaN(value)) {
        const x = valueAt(axis.range, axis.kind, (from + i + 0.5) / axis.width);
        rows.push(row("raw, least", x, value), row("raw, greatest", x, greatest[i] ?? NaN));
      }
    });
  }
  return rows;
}

function rowsOf(series: string, { t, y }: Points, [low, high]: Range): string[] {
  const rows: string[] = [];
  t.forEach((x, i) => {
    if (x >= low && x <= high) {
      rows.push(row(series, x, y[i] ?? NaN));
    }
  });
  return rows;
}
