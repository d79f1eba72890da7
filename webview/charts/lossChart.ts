import type { Chart, ChartArea } from "chart.js";
import type { Curve } from "../../src/review/model/runPlot.ts";
import type { Interval } from "../../src/review/model/runReview.ts";
import { smoothed } from "../../src/sweep/curves/smoothed.ts";
import { clippedRange } from "../model/clippedRange.ts";
import { Memo } from "../model/memo.ts";
import { hull, rangeOf, rangeWithin, type AxisKind, type Range } from "../axes/range.ts";
import type { Series } from "../model/series.ts";
import { smoothLine } from "../model/smoothLine.ts";
import { isSparse } from "../model/sparse.ts";
import { t } from "../ui/text.ts";
import { faint, type Theme } from "../ui/theme.ts";
import { CurveChart, visiblePoints, type Line } from "./curveChart.ts";
import { problemMarksPlugin } from "./plugins/problemMarksPlugin.ts";
import { repeatedStretches } from "./repeatedStretches.ts";
import { lossMarks, lossSpans } from "./lossMarks.ts";
import { labelHeight, labelStyle, marksPlugin, type Marking } from "./plugins/marksPlugin.ts";
import { modelLooks } from "../model/models.ts";
import { axisFormat } from "../axes/pageAxis.ts";
import { dotsOf } from "./seriesDots.ts";
import { seriesPlugin, type SeriesLook } from "./plugins/seriesPlugin.ts";
import { kindOfX, type ChartModel } from "../model/chartModel.ts";
import { shownModels } from "../model/viewState.ts";
import { shownRange } from "../cursor/zoomRange.ts";

/** How a validation is told from what is trained on, besides its color. */
export const validationDash: readonly number[] = [5, 3];

/** What the moment of the page's first drawn loss is called among its measures of time. */
const firstDrawn = "slopewise.firstDrawn";

/** The loss: raw values as an envelope, bin means, validation, fitted models, knee, windows and what went wrong. */
export class LossChart {
  readonly #picture: CurveChart;
  #shown: ChartModel | null = null;
  #isMarked = false;
  readonly #repeated = new Memo<readonly Interval[]>();
  readonly #lines = new Memo<readonly Line[]>();
  readonly #marks = new Memo<Marking>();

  /** @param drawn Called after every drawing, with the chart's area. */
  constructor(canvas: HTMLCanvasElement, drawn: (area: ChartArea) => void) {
    this.#picture = new CurveChart(canvas, [
      { id: "drawn", afterDraw: ({ chartArea }) => drawn(chartArea) },
      seriesPlugin(() => (this.#shown === null ? [] : [rawLook(this.#shown)])),
      marksPlugin(() => this.#marking()),
      problemMarksPlugin(() => {
        const shown = this.#shown;
        return shown === null
          ? null
          : { series: shown.loss, color: shown.theme.red, font: labelStyle(shown.theme).font };
      }),
    ]);
  }

  get chart(): Chart {
    return this.#picture.chart;
  }

  /** Draws the loss; false where these axes can show nothing of it. */
  show(shown: ChartModel): boolean {
    this.#shown = shown;
    const { plot, view, theme, said, axis } = shown;
    const kind = kindOfX(shown);
    const whole = shown.whole(kind);
    const range = whole && shownRange(view.zoom, whole, kind);
    const y = range && lossRange(shown, range);
    if (whole === null || range === null || y === null) {
      return false;
    }
    const marking = this.#marking();
    this.#picture.show({
      x: { kind, range, ...axisFormat(axis, plot, whole) },
      y: { kind: view.y, title: said.loss?.metric ?? t("loss"), range: y },
      // The same lines as before a zoom, which Chart.js then has nothing to take up of.
      lines: this.#lines.of(lineSources(shown, range, kind), () => linesOf(shown, range, kind)),
      theme,
      above: (width) => (marking === null ? 0 : labelHeight(marking, width)),
    });
    if (!this.#isMarked) {
      this.#isMarked = true;
      performance.mark(firstDrawn);
    }
    return true;
  }

  #marking(): Marking | null {
    const shown = this.#shown;
    if (shown === null) {
      return null;
    }
    const { review, said, plot, theme, axis, loss } = shown;
    // A zoom leaves as it is what is marked, and each picture asks for it three times.
    return this.#marks.of([review, said, plot, theme, axis, loss, loss.length], () => ({
      marks: lossMarks(shown),
      spans: lossSpans(review, this.#repeatedIn(loss), theme),
      ...labelStyle(theme),
    }));
  }

  /** Stretches that were run again; a series stays the same object while it grows. */
  #repeatedIn(series: Series): readonly Interval[] {
    return this.#repeated.of([series, series.length], () => repeatedStretches(series));
  }
}

/** How the raw losses are drawn. */
function rawLook(shown: ChartModel): SeriesLook {
  const { loss, view, theme } = shown;
  return {
    series: loss,
    kinds: { x: kindOfX(shown), y: view.y },
    color: faint(theme.blue, rawStrength(theme)),
    supersededColor: faint(theme.yellow, rawStrength(theme)),
    // So few losses are a line with a dot each, which everyone sees; an envelope of them would be specks.
    joined: isSparse(loss, loss.span ?? [0, 0]),
  };
}

/** All that the chart's lines are made from: a zoom makes those alone again that depend on it. */
function lineSources({ plot, said, view, theme, loss }: ChartModel, range: Range, kind: AxisKind): unknown[] {
  const sparse = isSparse(loss, range);
  const seen = view.smoothing > 0 || sparse ? [...range, loss, loss.length] : [];
  return [plot, said, view.models, view.y, view.smoothing, kind, theme, ...seen];
}

/** What the y axis spans where x lies in a range; all of it where nothing lies there. */
function lossRange({ loss, plot, view }: ChartModel, range: Range): Range | null {
  const clipped = view.clips ? clippedRange([loss], range, view.y) : null;
  const validation = rangeWithin(view.y, range, [plot.lossVal]);
  return hull([clipped ?? loss.rangeWithin(range, view.y), validation]) ?? rangeOf(view.y, loss.y, plot.lossVal.y);
}

function rawStrength(theme: Theme): number {
  return theme.highContrast ? 0.6 : 0.35;
}

function linesOf(shown: ChartModel, range: Range, x: AxisKind): Line[] {
  const { plot, said, view, theme, loss } = shown;
  const kinds = { x, y: view.y };
  const weight = view.smoothing;
  const smooth: Line = {
    data: weight > 0 ? visiblePoints(smoothLine(loss, { range, kind: x, weight }), kinds) : [],
    borderColor: theme.blue,
    borderWidth: 2,
    pointRadius: 0,
  };
  const means: Line = {
    label: t("mean of a bin"),
    data: visiblePoints(plot.lossBins, kinds),
    borderColor: theme.blue,
    backgroundColor: theme.blue,
    borderWidth: 0,
    showLine: false,
    pointRadius: plot.lossBins.t.length > 250 ? 1.5 : 2.25,
  };
  const validation: Line = {
    label: t("validation"),
    data: visiblePoints({ t: plot.lossVal.t, y: smoothed(plot.lossVal.y, weight) }, kinds),
    borderColor: theme.orange,
    backgroundColor: theme.orange,
    borderWidth: 1.5,
    borderDash: [...validationDash],
    pointRadius: plot.lossVal.t.length > 40 ? 0 : 2.5,
  };
  const models = shownModels(view, said);
  const curves = plot.curves.filter((curve) => models.includes(curve.model));
  const width = (curve: Curve): number => (curve.model === said.best ? 2.5 : 1.75);
  return [
    ...curves.flatMap((curve) => curveLines(curve, kinds, { theme, width: width(curve) })),
    validation,
    ...(isSparse(loss, range) ? dotsOf(loss, range, { color: theme.blue, kinds }) : [means]),
    smooth,
  ].filter((line) => line.data.length > 0);
}

/** A fitted model: in its own dashes within its window, as spaced dots where it only extrapolates. */
function curveLines(
  curve: Curve,
  kinds: { x: AxisKind; y: AxisKind },
  { theme, width }: { theme: Theme; width: number },
): Line[] {
  const look = modelLooks[curve.model];
  const points = visiblePoints(curve, kinds);
  const [start, end] = curve.window;
  // Lines of their own, which Chart.js draws in one stroke each; a style by segment costs it a stroke a point.
  const part = (from: number, to: number, dash: readonly number[]): Line => ({
    data: points.filter(({ x }) => x >= from && x <= to),
    borderColor: look.color(theme),
    borderWidth: width,
    borderDash: [...dash],
    pointRadius: 0,
  });
  // The neighbor outside joins an extrapolation to its line.
  const last = points.findLast(({ x }) => x <= end)?.x ?? end;
  return [
    part(-Infinity, start, extrapolated),
    part(start, last, look.dash),
    part(last, Infinity, extrapolated),
  ].filter((line) => line.data.length > 1);
}

const extrapolated = [1.5, 5];
