import {
  Chart,
  LinearScale,
  LineController,
  LineElement,
  LogarithmicScale,
  PointElement,
  type ChartDataset,
  type ChartOptions,
  type Plugin,
  type Tick,
} from "chart.js";
import type { Points } from "../../src/review/model/runPlot.ts";
import type { AxisKind, Range } from "../axes/range.ts";
import { AxesPainter, type Axes, type Axis } from "./plugins/axesPlugin.ts";

/** Scales that place values and no more: the axes are drawn by another, and Chart.js finds ticks even for what it hides. */
class PlainLinear extends LinearScale {
  static override id = "plainLinear";
  override determineDataLimits(): void {
    ({ min: this.min, max: this.max } = this.getUserBounds());
  }
  override buildTicks(): Tick[] {
    return [];
  }
}

class PlainLogarithmic extends LogarithmicScale {
  static override id = "plainLogarithmic";
  override determineDataLimits(): void {
    ({ min: this.min, max: this.max } = this.getUserBounds());
  }
  override buildTicks(): Tick[] {
    return [];
  }
}

Chart.register(LineController, LineElement, PointElement, PlainLinear, PlainLogarithmic);

export type Line = ChartDataset<"line", { x: number; y: number }[]>;

/** What a chart shows, made again for every change: Chart.js redraws, it does not keep state for us. */
export interface ChartSpec extends Axes {
  readonly lines: readonly Line[];
  /** Pixels above the chart's area that a chart of a width keeps for labels: none by default. */
  readonly above?: (width: number) => number;
  /** Least width of the y axis, in sizes of its font: enough for all but the longest numbers by default. */
  readonly gutter?: number;
}

/** Width of a y axis with its title and numbers, in sizes of its font. */
const wideGutter = 7;

const plain = {
  animation: false,
  // The chart follows the size of its place by itself: Chart.js would lay out and draw all twice when it is first shown.
  responsive: false,
  maintainAspectRatio: false,
  parsing: false,
  normalized: true,
  // The page's own cursor says what is where, for all charts at once.
  events: [],
} satisfies ChartOptions<"line">;

/** A chart of curves over t on one canvas, as large as the place that the canvas stands in. */
export class CurveChart {
  readonly #canvas: HTMLCanvasElement;
  readonly #plugins: readonly Plugin[];
  readonly #axes = new AxesPainter();
  readonly #place: HTMLElement;
  readonly #listening = new AbortController();
  readonly #sizes = new ResizeObserver(() => this.#follow());
  /** Made with its first picture: one that is made empty is laid out twice. */
  #chart: Chart | null = null;
  #spec: ChartSpec | null = null;
  #padding = { left: 0, right: 0, top: 0, bottom: 0 };
  /** Size of the place and of the screen's pixels when they were looked at last: to ask makes the browser lay out the page. */
  #size = { width: 0, height: 0, ratio: 1 };

  constructor(canvas: HTMLCanvasElement, plugins: readonly Plugin[]) {
    this.#canvas = canvas;
    const ending: Plugin = { id: "ending", afterDestroy: () => this.#release() };
    this.#plugins = [this.#axes.plugin, ending, ...plugins];
    this.#place = canvas.parentElement ?? canvas;
    this.#sizes.observe(this.#place);
    // The window changes its size too where it comes to a screen with other pixels.
    window.addEventListener("resize", () => this.#follow(), { signal: this.#listening.signal });
  }

  /** The chart of Chart.js, an empty one where nothing was shown yet. */
  get chart(): Chart {
    return (this.#chart ??= this.#make([], { ...plain, scales: scalesOf(nothing, nothing) }));
  }

  /** Draws a picture. */
  show(spec: ChartSpec): void {
    const before = this.#spec;
    this.#spec = spec;
    const { x, y, lines, theme, above, gutter = wideGutter } = spec;
    const { width, height } = this.#size.width === 0 ? this.#look() : this.#size;
    const { left, bottom } = this.#axes.take({ x, y, theme }, { canvas: this.#canvas, height });
    // Wide enough for all but the longest numbers, so that charts that stand under one another begin at the same place.
    const padding = {
      left: Math.max(left, gutter * theme.fontSize),
      right: 12,
      top: 4 + (above?.(width) ?? 0),
      bottom,
    };
    const chart = this.#chart;
    const isKept = isSame(padding, this.#padding);
    if (chart !== null && before !== null && isKept && isZoom(before, spec) && !this.#isOtherSize(chart)) {
      slide(chart, x.range, y.range);
      return;
    }
    this.#padding = padding;
    const options: ChartOptions<"line"> = { ...plain, layout: { padding }, scales: scalesOf(x, y) };
    if (chart === null) {
      this.#chart = this.#make(lines, options);
    } else {
      this.#update(chart, lines, options);
    }
  }

  /** A chart that is as large as its place from the start, and so is laid out and drawn once. */
  #make(lines: readonly Line[], options: ChartOptions<"line">): Chart {
    const { width, height } = this.#size;
    [this.#canvas.width, this.#canvas.height] = [width, height];
    return new Chart(this.#canvas, {
      type: "line",
      data: { datasets: [...lines] },
      options,
      plugins: [...this.#plugins],
    });
  }

  #update(chart: Chart, lines: readonly Line[], options: ChartOptions<"line">): void {
    chart.data.datasets = [...lines];
    chart.options = options;
    if (this.#isOtherSize(chart)) {
      // Lays out and draws, once, as an update does.
      chart.resize(this.#size.width, this.#size.height);
    } else {
      chart.update("none");
    }
  }

  /** Ends the chart: nothing more is drawn. */
  destroy(): void {
    if (this.#chart === null) {
      this.#release();
    } else {
      this.#chart.destroy();
    }
  }

  #release(): void {
    this.#sizes.disconnect();
    this.#listening.abort();
  }

  #follow(): void {
    this.#look();
    if (this.#chart !== null && this.#spec !== null && this.#size.width > 0 && this.#isOtherSize(this.#chart)) {
      this.show(this.#spec);
    }
  }

  #look(): { readonly width: number; readonly height: number } {
    const { clientWidth: width, clientHeight: height } = this.#place;
    this.#size = { width, height, ratio: window.devicePixelRatio };
    return this.#size;
  }

  #isOtherSize({ width, height, currentDevicePixelRatio }: Chart): boolean {
    const { width: wide, height: high, ratio } = this.#size;
    return wide !== width || high !== height || ratio !== currentDevicePixelRatio;
  }
}

/** Whether two pictures show the same lines, at most another part of them. */
function isZoom(one: ChartSpec, other: ChartSpec): boolean {
  return (
    one.lines.length === other.lines.length &&
    one.lines.every((line, i) => line === other.lines[i]) &&
    one.x.kind === other.x.kind &&
    one.y.kind === other.y.kind &&
    one.theme === other.theme
  );
}

function isSame(one: Padding, other: Padding): boolean {
  return (["left", "right", "top", "bottom"] as const).every((side) => one[side] === other[side]);
}

/** Shows another part of what a chart draws: an update of Chart.js would look up the style of every line again. */
function slide(chart: Chart, x: Range, y: Range): void {
  for (const [name, range] of [
    ["x", x],
    ["y", y],
  ] as const) {
    const scale = chart.scales[name];
    if (scale !== undefined) {
      [scale.min, scale.max] = range;
      scale.configure();
    }
  }
  for (const { controller, data, dataset } of chart.getSortedVisibleDatasetMetas()) {
    controller.updateElements(data, 0, data.length, "none");
    if (dataset instanceof LineElement) {
      // A line keeps its path until it is given points, be it the same ones at other places.
      const { points } = dataset;
      dataset.points = points;
    }
  }
  chart.draw();
}

const nothing: Scaled = { kind: "linear", range: [0, 1] };

type Padding = Readonly<Record<"left" | "right" | "top" | "bottom", number>>;

type Scaled = Pick<Axis, "kind" | "range">;

function scalesOf(x: Scaled, y: Scaled): NonNullable<ChartOptions<"line">["scales"]> {
  const scale = ({ kind, range: [min, max] }: Scaled): object => ({
    type: kind === "log" ? PlainLogarithmic.id : PlainLinear.id,
    // As ends that are set Chart.js would take them for a reason to draw no point beyond them after a zoom.
    ...{ suggestedMin: min, suggestedMax: max },
    ...{ display: false, ticks: { display: false } },
  });
  return { x: { axis: "x", ...scale(x) }, y: { axis: "y", ...scale(y) } };
}

/** The points that an axis of each kind can show. */
export function visiblePoints({ t, y }: Points, kinds: { x: AxisKind; y: AxisKind }): { x: number; y: number }[] {
  const shown: { x: number; y: number }[] = [];
  for (let i = 0; i < t.length; i++) {
    const [x, value] = [t[i] ?? NaN, y[i] ?? NaN];
    if (Number.isFinite(value) && (kinds.x === "linear" || x > 0) && (kinds.y === "linear" || value > 0)) {
      shown.push({ x, y: value });
    }
  }
  return shown;
}
