import type { RunPlot } from "../../src/review/model/runPlot.ts";
import type { RunReview } from "../../src/review/model/runReview.ts";
import { element } from "../ui/element.ts";
import { significant } from "../ui/format.ts";
import type { Series } from "../model/series.ts";
import { grouped, t } from "../ui/text.ts";
import { clockTitle } from "../axes/clockTitle.ts";
import { lineNear } from "./logLine.ts";
import { modelLooks } from "../model/models.ts";
import { axisFormat, type AxisFormat } from "../axes/pageAxis.ts";
import { curvatureReadings, lossReadings, valuesOf, type Place, type Reading } from "./reading.ts";
import { kindOfX, type ChartModel } from "../model/chartModel.ts";
import { shownModels } from "../model/viewState.ts";

/** What a chart says of a place. */
export interface Readout {
  readonly title: string;
  readonly lines: readonly HTMLElement[];
}

/** What the loss is at a place. */
export function lossReadout(place: Place, shown: ChartModel): Readout | null {
  return readoutOf(lossReadings(place, shown, shownModels(shown.view, shown.said)), place, shown);
}

/** What the curvature is at a place. */
export function curvatureReadout(place: Place, shown: ChartModel): Readout | null {
  return readoutOf(curvatureReadings(place, shown), place, shown);
}

function readoutOf(readings: readonly Reading[], place: Place, shown: ChartModel): Readout | null {
  if (readings.length === 0) {
    return null;
  }
  const lines = readings.map(({ sample, model, values }) =>
    lineOf(sampleOf(sample), nameOf({ sample, model }, shown.said), values),
  );
  return { title: titleAt(place, shown), lines: [...lines, ...placeLines(place, shown, shown.loss)] };
}

/** What the metrics of a chart are at a place; null where they hold nothing there. */
export function metricReadout(place: Place, shown: ChartModel, metrics: readonly string[]): Readout | null {
  const read = metrics.flatMap((metric) => {
    const series = shown.metric(metric);
    const values = series === null ? [] : valuesOf(series, place);
    return series === null || values.length === 0 ? [] : [{ metric, series, values }];
  });
  const [first] = read;
  return first === undefined
    ? null
    : {
        title: titleAt(place, shown),
        lines: [
          ...read.map(({ metric, values }) => lineOf(null, metric, values)),
          ...placeLines(place, shown, first.series),
        ],
      };
}

function titleAt(place: Place, shown: ChartModel): string {
  return readoutTitle(place, axisFormat(shown.axis, shown.plot, shown.whole(kindOfX(shown)) ?? [0, 1]));
}

/** A place in words, as exactly as a pixel of the chart is. */
function readoutTitle({ x, about }: Place, look: AxisFormat): string {
  return look.said(x, about[1] - about[0]);
}

/** Where the place is in the run and in its log. */
function placeLines({ x }: Place, shown: ChartModel, series: Series): HTMLElement[] {
  const { axis, map, plot, columns } = shown;
  const line = lineNear(columns, series, x);
  return [
    ...(axis === "clock" ? [] : [lineOf(null, clockTitle(plot.clock), [map.toClock(x)])]),
    ...(line === null ? [] : [element("div", { class: "muted", text: lineText(plot, line) })]),
  ];
}

function lineText({ inRecords }: RunPlot, line: number): string {
  return inRecords ? t("Record {0} of the log", grouped(line)) : t("Line {0} of the log", grouped(line));
}

function sampleOf(name: string): HTMLElement {
  return element("span", { class: `sample ${name}` });
}

/** A line of a readout: how the series is drawn, what it is called, and the one value or the least and the greatest. */
function lineOf(sample: HTMLElement | null, name: string, values: readonly number[]): HTMLElement {
  return element("div", {
    children: [
      sample,
      element("span", { class: "name", text: name }),
      element("span", { class: "number", text: valuesText(values) }),
    ],
  });
}

function valuesText(values: readonly number[]): string {
  const [least, greatest] = values.map((value) => (Number.isFinite(value) ? significant(value) : t("not finite")));
  return greatest === undefined ? (least ?? "") : t("{0} to {1}", least ?? "", greatest);
}

function nameOf({ sample, model }: Pick<Reading, "sample" | "model">, review: RunReview): string {
  if (model !== null) {
    return modelLooks[model].label;
  }
  const curvature = review.curvature?.metric ?? "lambda_max";
  const names: Readonly<Record<string, string>> = {
    raw: t("Raw"),
    mean: t("Bin mean"),
    validation: t("Validation"),
    curvature,
    ewma: t("EWMA of {0}", curvature),
  };
  return names[sample] ?? sample;
}
