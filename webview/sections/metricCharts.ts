import type { ColumnId } from "../../src/review/model/axisIds.ts";
import type { TrendLine } from "../../src/review/model/trendLine.ts";
import { element } from "../ui/element.ts";
import { trendWords } from "./trendWords.ts";
import { button } from "../ui/controls.ts";
import { significant } from "../ui/format.ts";
import { grouped, t } from "../ui/text.ts";
import { loneLine, MetricChart } from "../charts/metricChart.ts";
import type { ChartModel } from "../model/chartModel.ts";

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
  /** The person takes a chart away; null where charts stay. */
  readonly remove: ((metric: string) => void) | null;
}

interface Small {
  readonly root: HTMLElement;
  readonly place: HTMLElement;
  readonly canvas: HTMLCanvasElement;
  readonly words: HTMLElement;
  readonly trend: HTMLElement;
  readonly dock: HTMLElement;
  chart: MetricChart | null;
  seen: boolean;
}

/** Small charts of metrics, each made, and its column asked for, once it comes into sight. */
export class MetricCharts {
  readonly root = element("div", { class: "multiples" });
  readonly #actions: MetricActions;
  readonly #charts = new Map<string, Small>();
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
    for (const metric of [...this.#charts.keys()].filter((one) => !metrics.includes(one))) {
      this.#drop(metric);
    }
    metrics.filter((one) => !this.#charts.has(one)).forEach((metric) => this.#add(metric));
    this.#charts.forEach((small, metric) => this.#draw(small, metric));
  }

  #add(metric: string): void {
    const { remove } = this.#actions;
    const canvas = element("canvas", {
      attributes: { role: "img", tabindex: "0", "data-metric": metric, "aria-label": metric },
    });
    const place = element("div", { class: "chart small", children: [canvas] });
    const words = element("p", { class: "absent muted", text: t("Reading {0}…", metric) });
    const trend = element("span", { class: "trend muted" });
    const dock = element("span", { class: "read", attributes: { "aria-hidden": "true" } });
    const away =
      remove === null
        ? null
        : button({ label: t("Take {0} away", metric), icon: "close", iconOnly: true, onClick: () => remove(metric) });
    const root = element("figure", {
      children: [
        element("figcaption", { class: "heading", children: [element("span", { text: metric }), dock, trend, away] }),
        place,
        words,
      ],
    });
    this.#charts.set(metric, { root, place, canvas, words, trend, dock, chart: null, seen: false });
    this.root.append(root);
    this.#observer.observe(root);
  }

  #drop(metric: string): void {
    const small = this.#charts.get(metric);
    this.#charts.delete(metric);
    if (small !== undefined) {
      this.#observer.unobserve(small.root);
      this.#actions.gone(small.canvas);
      small.chart?.chart.destroy();
      small.root.remove();
    }
  }

  #sight({ target, isIntersecting }: IntersectionObserverEntry): void {
    for (const [metric, small] of this.#charts) {
      if (small.root === target && small.seen !== isIntersecting) {
        small.seen = isIntersecting;
        this.#draw(small, metric);
        this.#actions.needsChanged();
      }
    }
  }

  #draw(small: Small, metric: string): void {
    const shown = this.#shown;
    if (shown === null || !small.seen) {
      return;
    }
    const series = shown.metric(metric);
    if (series === null) {
      return;
    }
    if (small.chart === null) {
      small.chart = new MetricChart(small.canvas, [loneLine(metric)]);
      this.#actions.made(small.canvas, small.chart, { metric, dock: small.dock });
    }
    const trend = this.#actions.trend(metric, shown);
    const drawn = small.chart.show(shown, trend);
    const said = trend === null || !drawn ? "" : trendWords(trend);
    small.trend.textContent = said;
    small.trend.classList.toggle("drawn", trend !== null && trend.points.length > 0);
    small.place.hidden = !drawn;
    small.words.hidden = drawn;
    small.words.textContent = drawn ? "" : t("No value of {0} can be placed in time.", metric);
    const last = series.y.at(-1) ?? null;
    small.canvas.setAttribute(
      "aria-label",
      [t("{0}. {1} values, the last is {2}.", metric, grouped(series.length), significant(last)), said]
        .join(" ")
        .trim(),
    );
  }
}
