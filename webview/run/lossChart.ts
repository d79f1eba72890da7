import type { Chart } from "chart.js";
import type { Curve, RunPlot } from "../../src/review/runPlot.ts";
import type { RunReview } from "../../src/review/runReview.ts";
import { significant } from "../shared/format.ts";
import { rangeOf, type Range } from "../shared/range.ts";
import { faint, type Theme } from "../shared/theme.ts";
import { drawPicture, makeChart, shownRange, visiblePoints, type Line } from "./curveChart.ts";
import { clockTitle } from "./clockTitle.ts";
import { envelopePlugin } from "./envelopePlugin.ts";
import { marksPlugin, type Mark } from "./marksPlugin.ts";
import { modelLooks } from "./models.ts";
import type { ViewState } from "./viewState.ts";

export interface Shown {
  readonly review: RunReview;
  readonly plot: RunPlot;
  readonly view: ViewState;
  readonly theme: Theme;
}

/** The loss: raw values as an envelope, bin means, validation, fitted models, knee and learning-rate drops. */
export class LossChart {
  readonly chart: Chart;
  #shown: Shown | null = null;

  constructor(canvas: HTMLCanvasElement) {
    this.chart = makeChart(canvas, [
      envelopePlugin(() => {
        const shown = this.#shown;
        return shown === null
          ? null
          : { points: shown.plot.loss, x: shown.view.x, colour: faint(shown.theme.blue, rawStrength(shown.theme)) };
      }),
      marksPlugin(
        () => (this.#shown === null ? [] : marksOf(this.#shown)),
        () => markStyle(this.#shown),
      ),
    ]);
  }

  show(shown: Shown): void {
    this.#shown = shown;
    const { plot, view, theme, review } = shown;
    const [x, y] = [wholeOf(plot, view), lossRange(plot, view)];
    if (x === null || y === null) {
      return;
    }
    drawPicture(this.chart, {
      x: { kind: view.x, title: clockTitle(plot.clock), range: shownRange(view.zoom, x, view.x) },
      y: { kind: view.y, title: review.loss?.metric ?? "loss", range: y },
      lines: linesOf(shown),
      theme,
    });
  }

  destroy(): void {
    this.chart.destroy();
  }
}

/** All of t that there is to show; null in a run without a loss. */
export function wholeOf(plot: RunPlot, view: ViewState): Range | null {
  return rangeOf(view.x, plot.loss.t, plot.lossVal.t);
}

function lossRange(plot: RunPlot, view: ViewState): Range | null {
  const { zoom } = view;
  const within = ({ t, y }: { t: Float64Array; y: Float64Array }): Float64Array =>
    zoom === null ? y : y.filter((_, i) => (t[i] ?? NaN) >= zoom[0] && (t[i] ?? NaN) <= zoom[1]);
  return rangeOf(view.y, within(plot.loss), within(plot.lossVal)) ?? rangeOf(view.y, plot.loss.y, plot.lossVal.y);
}

function rawStrength(theme: Theme): number {
  return theme.highContrast ? 0.6 : 0.35;
}

function linesOf({ plot, view, theme }: Shown): Line[] {
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
  const curves = plot.curves.filter((curve) => view.models.includes(curve.model));
  return [...curves.map((curve) => curveLine(curve, kinds, theme)), validation, means].filter(
    (line) => line.data.length > 0,
  );
}

/** A fitted model: whole within its window, dashed where it only extrapolates. */
function curveLine(curve: Curve, kinds: { x: ViewState["x"]; y: ViewState["y"] }, theme: Theme): Line {
  const look = modelLooks[curve.model];
  const [start, end] = curve.window;
  return {
    label: look.label,
    data: visiblePoints(curve, kinds),
    borderColor: look.colour(theme),
    backgroundColor: look.colour(theme),
    borderWidth: 2,
    pointRadius: 0,
    segment: {
      borderDash: ({ p0, p1 }) =>
        (p1.parsed.x ?? NaN) <= start || (p0.parsed.x ?? NaN) >= end ? [5, 5] : [...look.dash],
    },
  };
}

function marksOf({ review, theme }: Shown): Mark[] {
  const marks: Mark[] = [];
  const { knee } = review;
  if (knee !== null && knee.epoch !== null) {
    marks.push({
      at: knee.epoch,
      interval: knee.interval,
      label: `knee ${significant(knee.epoch, 3)}${knee.provisional ? " (provisional)" : ""}`,
      colour: theme.foreground,
      bandColour: faint(theme.foreground, 0.12),
      dash: [],
    });
  }
  for (const drop of review.lrDrops) {
    const plain = { interval: null, colour: theme.muted, bandColour: "transparent" };
    marks.push({ ...plain, at: drop, label: `lr drop ${significant(drop, 3)}`, dash: [3, 4] });
  }
  return marks;
}

export function markStyle(shown: { readonly theme: Theme } | null): { font: string; background: string } {
  const theme = shown?.theme;
  return {
    font: `${(theme?.fontSize ?? 13) - 1}px ${theme?.font ?? "sans-serif"}`,
    background: theme?.background ?? "transparent",
  };
}
