import type { Chart } from "chart.js";
import { Memo } from "../model/memo.ts";
import { rangeOf, type AxisKind } from "../axes/range.ts";
import { faint, type Theme } from "../ui/theme.ts";
import { timeAt } from "./lossMarks.ts";
import { CurveChart, visiblePoints, type Line } from "./curveChart.ts";
import { labelHeight, labelStyle, marksPlugin, type Mark } from "./plugins/marksPlugin.ts";
import { axisFormat } from "../axes/pageAxis.ts";
import type { ChartModel } from "../model/chartModel.ts";
import { t } from "../ui/text.ts";
import { shownRange } from "../cursor/zoomRange.ts";

/** The largest eigenvalue of the Hessian with its moving average, its level segments and the time at which it settles. */
export class CurvatureChart {
  readonly #picture: CurveChart;
  #shown: ChartModel | null = null;
  readonly #lines = new Memo<readonly Line[]>();

  constructor(canvas: HTMLCanvasElement) {
    this.#picture = new CurveChart(canvas, [
      { id: "band", beforeDatasetsDraw: (chart) => this.#drawBand(chart) },
      marksPlugin(() =>
        this.#shown === null ? null : { marks: marksOf(this.#shown), spans: [], ...labelStyle(this.#shown.theme) },
      ),
    ]);
  }

  get chart(): Chart {
    return this.#picture.chart;
  }

  /** The band that the curvature stays in once it has settled. */
  #drawBand({ ctx, chartArea: area, scales }: Chart): void {
    const shown = this.#shown;
    const from = shown?.review.curvature?.plateau.epoch ?? null;
    const band = shown?.plot.lambdaMaxBand ?? null;
    const [across, up] = [scales["x"], scales["y"]];
    if (shown === null || from === null || band === null || across === undefined || up === undefined) {
      return;
    }
    const left = Math.max(across.getPixelForValue(from), area.left);
    const top = Math.max(up.getPixelForValue(band[1]), area.top);
    const bottom = Math.min(up.getPixelForValue(band[0]), area.bottom);
    if (left < area.right && top < bottom) {
      ctx.save();
      ctx.fillStyle = faint(shown.theme.purple, 0.16);
      ctx.fillRect(left, top, area.right - left, bottom - top);
      ctx.restore();
    }
  }

  /** Draws the curvature; false where there is none, or none that the axis can show. */
  show(shown: ChartModel): boolean {
    this.#shown = shown;
    const { plot, view, theme, review, axis } = shown;
    const kind = "linear";
    const x = shown.whole(kind);
    const y = rangeOf("linear", plot.lambdaMax.y);
    if (x === null || y === null) {
      return false;
    }
    this.#picture.show({
      x: { kind, range: shownRange(view.zoom, x, kind), ...axisFormat(axis, plot, x) },
      y: { kind: "linear", title: review.curvature?.metric ?? "lambda_max", range: y },
      lines: this.#lines.of([plot, review, theme], () => linesOf(shown, kind)),
      theme,
      above: (width) => labelHeight({ marks: marksOf(shown), spans: [], fontSize: labelStyle(theme).fontSize }, width),
    });
    return true;
  }
}

function linesOf({ plot, theme, review }: ChartModel, x: AxisKind): Line[] {
  const kinds = { x, y: "linear" } as const;
  const raw: Line = {
    label: "logged",
    data: visiblePoints(plot.lambdaMax, kinds),
    backgroundColor: faint(theme.purple, 0.55),
    borderColor: "transparent",
    showLine: false,
    pointRadius: plot.lambdaMax.t.length > 400 ? 1.25 : 2,
  };
  const smooth: Line = {
    label: "EWMA",
    data: visiblePoints(plot.lambdaMaxEwma, kinds),
    borderColor: theme.purple,
    backgroundColor: theme.purple,
    borderWidth: 2,
    pointRadius: 0,
  };
  const levels = (review.curvature?.segments ?? []).map((segment) => levelLine(segment, theme));
  return [...levels, smooth, raw];
}

function levelLine({ start, end, mean }: { start: number; end: number; mean: number }, theme: Theme): Line {
  return {
    label: "level",
    data: [
      { x: start, y: mean },
      { x: end, y: mean },
    ],
    borderColor: theme.foreground,
    borderWidth: 1,
    borderDash: [6, 3],
    pointRadius: 0,
  };
}

function marksOf({ review, said, theme, axis }: ChartModel): Mark[] {
  const at = review.curvature?.plateau.epoch ?? null;
  if (at === null) {
    return [];
  }
  const label = t("plateau at {0}", timeAt(said.curvature?.plateau.epoch ?? null, { axis, clock: said.clock }));
  return [{ at, interval: null, label, color: theme.foreground, bandColor: "transparent", dash: [] }];
}
