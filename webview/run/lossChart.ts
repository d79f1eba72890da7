import type { Chart } from "chart.js";
import type { Curve, RunPlot } from "../../src/review/runPlot.ts";
import type { Interval, RunReview } from "../../src/review/runReview.ts";
import { rangeOf, rangeWithin, type AxisKind, type Range } from "../shared/range.ts";
import { faint, type Theme } from "../shared/theme.ts";
import { drawPicture, makeChart, shownRange, visiblePoints, type Line } from "./curveChart.ts";
import { clockTitle } from "./clockTitle.ts";
import { envelopePlugin, type EnvelopeSource } from "./envelopePlugin.ts";
import { flawsPlugin } from "./flawsPlugin.ts";
import { nonFiniteTimes, repeatedStretches } from "./lossFlaws.ts";
import { lossMarks, lossSpans } from "./lossMarks.ts";
import { labelHeight, marksPlugin, type Marking } from "./marksPlugin.ts";
import { modelLooks } from "./models.ts";
import { shownModels, type ViewState } from "./viewState.ts";
import { t } from "../shared/text.ts";

export interface Shown {
  readonly review: RunReview;
  readonly plot: RunPlot;
  readonly view: ViewState;
  readonly theme: Theme;
}

/** The loss: raw values as an envelope, bin means, validation, fitted models, knee, windows and what went wrong. */
export class LossChart {
  readonly chart: Chart;
  #shown: Shown | null = null;
  /** Of the plot that is shown; looked for once, not at every zoom. */
  #flaws: {
    readonly plot: RunPlot;
    readonly notFinite: readonly number[];
    readonly repeated: readonly Interval[];
  } | null = null;

  /** @param drawn Called after every drawing, when the chart's area is known. */
  constructor(canvas: HTMLCanvasElement, drawn: () => void) {
    this.chart = makeChart(canvas, [
      { id: "drawn", afterDraw: drawn },
      envelopePlugin(() => this.#envelope()),
      marksPlugin(() => this.#marking()),
      flawsPlugin(() => {
        const theme = this.#shown?.theme;
        return theme === undefined
          ? null
          : { at: this.#flaws?.notFinite ?? [], colour: theme.red, font: labelStyle(theme).font };
      }),
    ]);
  }

  show(shown: Shown): void {
    this.#shown = shown;
    const { plot, view, theme, review } = shown;
    if (this.#flaws?.plot !== plot) {
      this.#flaws = { plot, notFinite: nonFiniteTimes(plot.loss), repeated: repeatedStretches(plot.loss) };
    }
    const [x, y] = [wholeOf(plot, view), lossRange(plot, view)];
    if (x === null || y === null) {
      return;
    }
    const marking = this.#marking();
    drawPicture(this.chart, {
      x: { kind: view.x, title: clockTitle(plot.clock), range: shownRange(view.zoom, x, view.x) },
      y: { kind: view.y, title: review.loss?.metric ?? t("loss"), range: y },
      lines: linesOf(shown),
      theme,
      above: (width) => (marking === null ? 0 : labelHeight(marking, width)),
    });
  }

  #envelope(): EnvelopeSource | null {
    if (this.#shown === null) {
      return null;
    }
    const { plot, view, theme } = this.#shown;
    return { points: plot.loss, x: view.x, colour: faint(theme.blue, rawStrength(theme)) };
  }

  #marking(): Marking | null {
    if (this.#shown === null) {
      return null;
    }
    const { review, theme } = this.#shown;
    const spans = lossSpans(review, this.#flaws?.repeated ?? [], theme);
    return { marks: lossMarks(review, theme), spans, ...labelStyle(theme) };
  }
}

const wholes = new WeakMap<RunPlot, Map<AxisKind, Range | null>>();

/** All of t that there is to show; null in a run without a loss. Looked for once a plot, since every zoom asks for it. */
export function wholeOf(plot: RunPlot, { x }: ViewState): Range | null {
  const known = wholes.get(plot) ?? new Map<AxisKind, Range | null>();
  wholes.set(plot, known);
  if (!known.has(x)) {
    known.set(x, rangeOf(x, plot.loss.t, plot.lossVal.t));
  }
  return known.get(x) ?? null;
}

function lossRange(plot: RunPlot, { y, zoom }: ViewState): Range | null {
  const all = (): Range | null => rangeOf(y, plot.loss.y, plot.lossVal.y);
  return zoom === null ? all() : (rangeWithin(y, zoom, [plot.loss, plot.lossVal]) ?? all());
}

function rawStrength(theme: Theme): number {
  return theme.highContrast ? 0.6 : 0.35;
}

function linesOf({ plot, review, view, theme }: Shown): Line[] {
  const kinds = { x: view.x, y: view.y };
  const means: Line = {
    label: "mean of a bin",
    data: visiblePoints(plot.lossBins, kinds),
    borderColor: theme.blue,
    backgroundColor: theme.blue,
    borderWidth: 0,
    showLine: false,
    pointRadius: plot.lossBins.t.length > 250 ? 1.5 : 2.25,
  };
  const validation: Line = {
    label: "validation",
    data: visiblePoints(plot.lossVal, kinds),
    borderColor: theme.foreground,
    backgroundColor: theme.foreground,
    borderWidth: 1.25,
    borderDash: [1.5, 2],
    pointStyle: "triangle",
    pointRadius: plot.lossVal.t.length > 40 ? 0 : 3,
  };
  const models = shownModels(view, review.best);
  const curves = plot.curves.filter((curve) => models.includes(curve.model));
  const width = (curve: Curve): number => (curve.model === review.best ? 2.5 : 1.75);
  return [
    ...curves.flatMap((curve) => curveLines(curve, kinds, { theme, width: width(curve) })),
    validation,
    means,
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
    borderColor: look.colour(theme),
    borderWidth: width,
    borderDash: [...dash],
    pointRadius: 0,
  });
  // The neighbour outside joins an extrapolation to its line.
  const last = points.findLast(({ x }) => x <= end)?.x ?? end;
  return [
    part(-Infinity, start, extrapolated),
    part(start, last, look.dash),
    part(last, Infinity, extrapolated),
  ].filter((line) => line.data.length > 1);
}

const extrapolated = [1.5, 5];

/** How labels in a chart are written. */
export function labelStyle(theme: Theme): { readonly font: string; readonly background: string } {
  return { font: `${theme.fontSize - 1}px ${theme.font}`, background: theme.background };
}
