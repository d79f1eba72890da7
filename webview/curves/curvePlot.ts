import { printableLines } from "../../src/printable.ts";
import type { Chart } from "chart.js";
import type { CurvesView } from "../../src/sweep/view/curvesView.ts";
import { CurveChart } from "../charts/curveChart.ts";
import { zoomPan } from "../cursor/zoomPan.ts";
import type { AxisFormat } from "../axes/pageAxis.ts";
import { roomy, valueAt, type Range } from "../axes/range.ts";
import { element } from "../ui/element.ts";
import { t } from "../ui/text.ts";
import type { Theme } from "../ui/theme.ts";
import { afterPlotKey, type KeyPoint } from "./plotKeys.ts";
import { heightOf, type DrawnLine } from "./curveLines.ts";
import { linesPlugin, placingOf, type PlotKinds } from "./linesPlugin.ts";
import { nearestLine } from "./nearestLine.ts";
import { PlotMark, type Marked } from "./plotMark.ts";

/** What plots of many runs tell the page. */
export interface PlotEvents {
  /** A line is pointed at, at a place of the x axis; both null where nothing is. */
  point(plot: CurvePlot, key: string | null, x: number | null): void;
  open(key: string): void;
  zoom(range: Range | null): void;
  whole(): Range;
}

export interface PlotContent {
  readonly title: string;
  readonly lines: readonly DrawnLine[];
  readonly range: Range;
  readonly format: AxisFormat;
  readonly view: CurvesView;
  readonly theme: Theme;
}

/** Of the y axis, which has no title: that of the chart stands above it. */
const narrowGutter = 3.5;
/** A pointer that moved further than so many pixels has dragged. */
const still = 3;

/** One metric of many runs. */
export class CurvePlot {
  readonly root: HTMLElement;
  readonly #picture: CurveChart;
  readonly #canvas = element("canvas", { attributes: { role: "img", tabindex: "0" } });
  readonly #mark = new PlotMark();
  readonly #title = element("h3");
  readonly #events: PlotEvents;
  #content: PlotContent | null = null;
  /** Whether any of it is in sight: of dozens of charts only those are drawn. */
  #isSeen = false;
  #isStale = false;
  readonly #observer = new IntersectionObserver((entries) => this.#seen(entries.at(-1)?.isIntersecting === true));
  /** What the keys point at. */
  #pointed: KeyPoint | null = null;
  /** What is drawn over the lines: it stays while curves come and runs grow. */
  #marked: Marked = { key: null, x: null };

  /** `actions`: what stands next to the title. */
  constructor(events: PlotEvents, actions: readonly HTMLElement[]) {
    this.#events = events;
    this.root = element("section", {
      class: "plot",
      children: [
        element("div", { class: "plot-head", children: [this.#title, ...actions] }),
        element("div", { class: "plot-area", children: [this.#canvas, this.#mark.canvas] }),
      ],
    });
    this.#picture = new CurveChart(this.#canvas, [
      linesPlugin(
        () => this.lines,
        () => this.#kinds(),
      ),
    ]);
    this.#listen();
    this.#observer.observe(this.root);
  }

  get chart(): Chart {
    return this.#picture.chart;
  }

  /** What it draws now. */
  get lines(): readonly DrawnLine[] {
    return this.#content?.lines ?? [];
  }

  get title(): string {
    return this.#content?.title ?? "";
  }

  show(content: PlotContent): void {
    this.#content = content;
    this.#title.textContent = printableLines(content.title);
    this.#isStale = !this.#isSeen;
    if (this.#isSeen) {
      this.#draw(content);
    }
  }

  #seen(isSeen: boolean): void {
    this.#isSeen = isSeen;
    if (isSeen && this.#isStale && this.#content !== null) {
      this.#isStale = false;
      this.#draw(this.#content);
    }
  }

  #draw({ title, lines, range, format, view, theme }: PlotContent): void {
    const kinds = this.#kinds();
    const height = heightOf(lines, range, view) ?? [0, 1];
    this.#picture.show({
      x: { kind: kinds.x, range, ...format },
      y: { kind: kinds.y, title: "", range: roomy(height, kinds.y) },
      lines: [],
      theme,
      gutter: narrowGutter,
    });
    const names = new Set(lines.map(({ key }) => key));
    this.#canvas.setAttribute(
      "aria-label",
      t("{0}: {1} lines. Up and Down move from line to line, Enter opens a run.", title, names.size),
    );
    this.#drawMark();
  }

  /** Draws what is pointed at over all else, until it is told otherwise: a line by key, and a place of the x axis. */
  mark(key: string | null, x: number | null): void {
    this.#marked = { key, x };
    this.#drawMark();
  }

  #drawMark(): void {
    if (this.#content !== null) {
      const { lines, theme } = this.#content;
      this.#mark.draw(this.#marked, { chart: this.chart, lines, kinds: this.#kinds(), theme });
    }
  }

  /** What it was last told to show; null before the first time. */
  get content(): PlotContent | null {
    return this.#content;
  }

  dispose(): void {
    this.#observer.disconnect();
    this.#picture.destroy();
    this.root.remove();
  }

  #kinds(): PlotKinds {
    const view = this.#content?.view;
    return { x: view?.isLogX === true ? "log" : "linear", y: view?.isLogY === true ? "log" : "linear" };
  }

  #listen(): void {
    const canvas = this.#canvas;
    let pressedAt = -Infinity;
    zoomPan(
      canvas,
      {
        area: () => this.chart.chartArea,
        range: () => this.#content?.range ?? [0, 1],
        kind: () => this.#kinds().x,
        whole: () => this.#events.whole(),
      },
      (range) => this.#events.zoom(range),
    );
    canvas.addEventListener("keydown", (event) => this.#key(event));
    canvas.addEventListener("pointermove", ({ offsetX, offsetY }) => this.#point(offsetX, offsetY));
    canvas.addEventListener("pointerleave", () => this.#events.point(this, null, null));
    canvas.addEventListener("pointerdown", ({ offsetX, shiftKey }) => (pressedAt = shiftKey ? -Infinity : offsetX));
    canvas.addEventListener("click", ({ offsetX, offsetY, detail }) => {
      const key = this.#keyAt(offsetX, offsetY);
      if (key !== null && detail === 1 && Math.abs(offsetX - pressedAt) <= still) {
        this.#events.open(key);
      }
    });
  }

  #key(event: KeyboardEvent): void {
    const axis = { lines: this.lines, range: this.#content?.range ?? [0, 1], kind: this.#kinds().x } as const;
    const next = afterPlotKey(event, this.#pointed, axis);
    if (next === undefined) {
      return;
    }
    event.preventDefault();
    if (next === "open") {
      this.#events.open(this.#pointed?.key ?? "");
    } else {
      this.#pointed = next;
      this.#events.point(this, next?.key ?? null, next?.x ?? null);
    }
  }

  #point(x: number, y: number): void {
    const { left, right } = this.chart.chartArea;
    const isWithin = x >= left && x <= right;
    this.#events.point(this, isWithin ? this.#keyAt(x, y) : null, isWithin ? this.#valueAt(x) : null);
  }

  #valueAt(pixel: number): number {
    const { left, right } = this.chart.chartArea;
    return valueAt(this.#content?.range ?? [0, 1], this.#kinds().x, (pixel - left) / (right - left));
  }

  /** The line nearest to a place of the canvas, by key. */
  #keyAt(across: number, pixel: number): string | null {
    const { y } = placingOf(this.chart, this.#kinds());
    return nearestLine(this.lines, { x: this.#valueAt(across), pixel }, y);
  }
}
