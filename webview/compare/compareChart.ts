import type { Chart } from "chart.js";
import { drawChart, makeChart, visiblePoints, type Line } from "../charts/curveChart.ts";
import { axisFormat } from "../model/pageAxis.ts";
import { seriesPlugin } from "../charts/plugins/seriesPlugin.ts";
import { kindOfX } from "../model/chartModel.ts";
import { hull, rangeWithin, type AxisKind, type Range } from "../model/range.ts";
import { t } from "../ui/text.ts";
import { faint } from "../ui/theme.ts";
import { pointsOf, wholeOfAll, type Compared, type ComparedSeries } from "./compared.ts";
import { shownRange } from "../cursor/zoomRange.ts";

/** One thing of several runs over one axis, each run in its own color and dashes. */
export class CompareChart {
  readonly chart: Chart;
  readonly #series: ComparedSeries;
  #compared: readonly Compared[] = [];

  constructor(canvas: HTMLCanvasElement, series: ComparedSeries, drawn: () => void = () => undefined) {
    this.#series = series;
    this.chart = makeChart(canvas, [
      { id: "drawn", afterDraw: drawn },
      seriesPlugin(() =>
        series !== "loss"
          ? []
          : this.#compared.map(({ shown, look }) => ({
              series: shown.loss,
              kinds: { x: kindOfX(shown), y: shown.view.y },
              color: faint(look.color, shown.theme.highContrast ? 0.5 : 0.28),
              supersededColor: faint(look.color, 0.12),
              joined: false,
            })),
      ),
    ]);
  }

  /** Draws the runs; false where none of them has anything to draw. */
  show(compared: readonly Compared[]): boolean {
    this.#compared = compared;
    const [first] = compared;
    const x = first === undefined ? "log" : kindOfX(first.shown);
    const whole = wholeOfAll(compared, x);
    if (first === undefined || whole === null) {
      return false;
    }
    const { view, theme, axis, plot } = first.shown;
    const range = shownRange(view.zoom, whole, x);
    const kind = this.#series === "loss" ? view.y : "linear";
    const up = this.#spanned(range, kind) ?? this.#spanned(whole, kind);
    if (up === null) {
      return false;
    }
    drawChart(this.chart, {
      x: { kind: x, range, ...axisFormat(axis, plot, whole) },
      y: { kind, title: this.#title(), range: up },
      lines: compared.map((one) => this.#line(one, { x, y: kind })),
      theme,
    });
    return true;
  }

  #spanned(range: Range, kind: AxisKind): Range | null {
    return hull(
      this.#compared.flatMap(({ shown }) => [
        rangeWithin(kind, range, [pointsOf(shown, this.#series)]),
        this.#series === "loss" ? shown.loss.rangeWithin(range, kind) : null,
      ]),
    );
  }

  #line({ shown, look, name }: Compared, kinds: { x: AxisKind; y: AxisKind }): Line {
    return {
      label: name,
      data: visiblePoints(pointsOf(shown, this.#series), kinds),
      borderColor: look.color,
      borderWidth: this.#series === "residuals" ? 1.25 : 2.25,
      borderDash: [...look.dash],
      pointRadius: 0,
    };
  }

  #title(): string {
    const [first] = this.#compared;
    switch (this.#series) {
      case "loss":
        return first?.shown.said.loss?.metric ?? t("loss");
      case "curvature":
        return t("EWMA of {0}", first?.shown.said.curvature?.metric ?? "lambda_max");
      case "residuals":
        return t("ln loss − fit");
    }
  }
}
