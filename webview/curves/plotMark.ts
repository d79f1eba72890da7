import type { Chart } from "chart.js";
import { element } from "../ui/element.ts";
import { faint, type Theme } from "../ui/theme.ts";
import type { DrawnLine } from "./curveLines.ts";
import { fillArea, placingOf, strokeLine, type PlotKinds } from "./linesPlugin.ts";

/** What is pointed at: a line by its key, and a place of the x axis. */
export interface Marked {
  readonly key: string | null;
  readonly x: number | null;
}

/** The lines of a chart, and how it draws them. */
export interface MarkedChart {
  readonly chart: Chart;
  readonly lines: readonly DrawnLine[];
  readonly kinds: PlotKinds;
  readonly theme: Theme;
}

/** What is drawn over the lines of a chart, on a canvas of its own, so that they are drawn once. */
export class PlotMark {
  readonly canvas = element("canvas", { class: "over", attributes: { "aria-hidden": "true" } });

  /** Draws what is pointed at, in place of what it drew before. */
  draw({ key, x }: Marked, { chart, lines, kinds, theme }: MarkedChart): void {
    const context = this.#cleared(chart);
    if (context === null || (key === null && x === null)) {
      return;
    }
    const { left, right, top, bottom } = chart.chartArea;
    const placing = placingOf(chart, kinds);
    context.save();
    context.beginPath();
    context.rect(left, top, right - left, bottom - top);
    context.clip();
    if (x !== null) {
      context.fillStyle = theme.muted;
      context.fillRect(placing.x(x) - 0.5, top, 1, bottom - top);
    }
    if (key !== null) {
      // The others step back, so that one of hundreds is seen.
      context.fillStyle = faint(theme.background, 0.6);
      context.fillRect(left, top, right - left, bottom - top);
    }
    for (const line of lines.filter((one) => one.key === key)) {
      fillArea(context, line, line.spread, placing);
      const width = line.isDashed ? 1.5 : 2.75;
      strokeLine(context, { ...line, color: theme.background }, placing, { width: width + 2, alpha: 0.8 });
      strokeLine(context, line, placing, { width, alpha: 1 });
    }
    context.restore();
  }

  /** Its canvas, empty and as large as that of the chart. */
  #cleared({ canvas, currentDevicePixelRatio: ratio }: Chart): CanvasRenderingContext2D | null {
    const { width, height } = canvas;
    const context = this.canvas.getContext("2d");
    if (context === null) {
      return null;
    }
    if (this.canvas.width !== width || this.canvas.height !== height) {
      [this.canvas.width, this.canvas.height] = [width, height];
      this.canvas.style.width = canvas.style.width;
      this.canvas.style.height = canvas.style.height;
    }
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    return context;
  }
}
