import type { ColumnId } from "../../../src/review/model/axisIds.ts";
import type { TrendLine } from "../../../src/review/model/trendLine.ts";
import { loneLine, MetricChart } from "../../charts/metricChart.ts";
import type { ChartModel } from "../../model/chartModel.ts";
import { element } from "../../ui/element.ts";
import { significant } from "../../ui/format.ts";
import { grouped, t } from "../../ui/text.ts";
import { MetricFigure } from "./metricFigure.ts";
import { trendWords } from "./trendWords.ts";

export interface MetricActions {
  /** A chart was made: it shares the cursor and the zoom of the others. `dock` is where its values at the cursor go. */
  made(
    canvas: HTMLCanvasElement,
    chart: MetricChart,
    at: { readonly metric: string; readonly dock: HTMLElement },
  ): void;
  /** A chart is taken away. */
  gone(canvas: HTMLCanvasElement): void;
  /** Other columns are needed now. */
  needsChanged(): void;
  /** The trend to draw through a metric, as far as it has come; null where none is wanted. */
  trend(metric: string, shown: ChartModel): TrendLine | null;
  /** What stands next to the name of a metric. */
  tools(metric: string): readonly HTMLElement[];
}

interface Small {
  readonly figure: MetricFigure;
  chart: MetricChart | null;
  seen: boolean;
}

/** Up to so many figures have their canvas and their buttons from the start, so that Tab comes to each however fast. */
const mostReady = 100;
/** Of more, charts beyond these are not held once they are out of sight: a log may have thousands of columns. */
const mostHeld = 30;

/** Small charts of metrics, each made, and its column asked for, once it comes into sight. */
export class MetricCharts {
  readonly root = element("div", { class: "multiples" });
  readonly #actions: MetricActions;
  readonly #charts = new Map<string, Small>();
  readonly #byFigure = new WeakMap<Element, string>();
  readonly #observer: IntersectionObserver;
  #shown: ChartModel | null = null;

  constructor(actions: MetricActions) {
    this.#actions = actions;
    this.#observer = new IntersectionObserver((entries) => entries.forEach((entry) => this.#sight(entry)), {
      rootMargin: "200px",
    });
  }

  /** The columns of the charts that are in sight. */
  get needs(): ColumnId[] {
    return [...this.#charts].filter(([, { seen }]) => seen).map(([metric]) => `metric:${metric}` as const);
  }

  show(shown: ChartModel, metrics: readonly string[]): void {
    this.#shown = shown;
    const wanted = new Set(metrics);
    for (const metric of [...this.#charts.keys()].filter((one) => !wanted.has(one))) {
      this.#drop(metric);
    }
    metrics.filter((one) => !this.#charts.has(one)).forEach((metric) => this.#add(metric));
    if (metrics.length <= mostReady) {
      this.#charts.forEach(({ figure }, metric) => figure.fill(() => this.#actions.tools(metric)));
    }
    this.#order(metrics);
    this.#charts.forEach((small, metric) => this.#draw(small, metric));
  }

  /** Gives the focus back to the star of a metric that was moved here; nothing scrolls. */
  focusStar(metric: string): void {
    const figure = this.#charts.get(metric)?.figure;
    figure?.fill(() => this.#actions.tools(metric));
    figure?.root.querySelector<HTMLElement>("[aria-pressed]")?.focus({ preventScroll: true });
  }

  #add(metric: string): void {
    const figure = new MetricFigure(metric);
    this.#charts.set(metric, { figure, chart: null, seen: false });
    this.#byFigure.set(figure.root, metric);
    this.root.append(figure.root);
    this.#observer.observe(figure.root);
  }

  /** Puts the charts in the order of their metrics, and moves none that stands right: what is moved loses the focus. */
  #order(metrics: readonly string[]): void {
    let next = this.root.firstElementChild;
    for (const metric of metrics) {
      const root = this.#charts.get(metric)?.figure.root;
      if (root !== undefined && root === next) {
        next = root.nextElementSibling;
      } else if (root !== undefined) {
        this.root.insertBefore(root, next);
      }
    }
  }

  #drop(metric: string): void {
    const small = this.#charts.get(metric);
    this.#charts.delete(metric);
    if (small !== undefined) {
      this.#observer.unobserve(small.figure.root);
      this.#release(small);
      small.figure.root.remove();
    }
  }

  #release(small: Small): void {
    const canvas = small.figure.clear();
    if (canvas !== null) {
      this.#actions.gone(canvas);
    }
    small.chart?.chart.destroy();
    small.chart = null;
  }

  #sight({ target, isIntersecting }: IntersectionObserverEntry): void {
    const metric = this.#byFigure.get(target) ?? "";
    const small = this.#charts.get(metric);
    if (small === undefined || small.seen === isIntersecting) {
      return;
    }
    small.seen = isIntersecting;
    const held = [...this.#charts.values()].filter(({ chart }) => chart !== null).length;
    const isLong = this.#charts.size > mostReady;
    if (!isIntersecting && isLong && held > mostHeld && !target.contains(document.activeElement)) {
      this.#release(small);
    }
    this.#draw(small, metric);
    this.#actions.needsChanged();
  }

  #draw(small: Small, metric: string): void {
    const shown = this.#shown;
    if (shown === null || !small.seen) {
      return;
    }
    const parts = small.figure.fill(() => this.#actions.tools(metric));
    const series = shown.metric(metric);
    if (series === null) {
      return;
    }
    if (small.chart === null) {
      small.chart = new MetricChart(parts.canvas, [loneLine(metric)]);
      this.#actions.made(parts.canvas, small.chart, { metric, dock: parts.dock });
    }
    const trend = this.#actions.trend(metric, shown);
    const isDrawn = small.chart.show(shown, { trend });
    const said = trend === null || !isDrawn ? "" : trendWords(trend);
    const last = series.y.at(-1) ?? null;
    const label = t("{0}. {1} values, the last is {2}.", metric, grouped(series.length), lastText(last));
    small.figure.present({
      isDrawn,
      label: `${label} ${said}`.trim(),
      trend: said,
      hasTrend: trend !== null && trend.points.length > 0,
    });
  }
}

/** A last value in words: NaN is said, and not left as a dash. */
function lastText(last: number | null): string {
  if (last === null || Number.isFinite(last)) {
    return significant(last);
  }
  return Number.isNaN(last) ? t("NaN") : t("not finite");
}
