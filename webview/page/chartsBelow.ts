import type { PanelState } from "../../src/protocol/panel.ts";
import type { ColumnId } from "../../src/review/model/axisIds.ts";
import type { TrendLine } from "../../src/review/model/trendLine.ts";
import { CurvatureChart } from "../charts/curvatureChart.ts";
import { ResidualCharts } from "../charts/residualCharts.ts";
import { curvatureReadout } from "../cursor/readout.ts";
import { Trends } from "../cursor/trends.ts";
import type { ChartModel } from "../model/chartModel.ts";
import { Memo } from "../model/memo.ts";
import { AccuracySection } from "../sections/accuracySection.ts";
import { contentsOf, type Contents } from "../sections/contents.ts";
import { MetricSections, type SectionActions } from "../sections/metrics/metricSections.ts";
import type { Host } from "../ui/host.ts";
import type { ChartLinks } from "./chartLinks.ts";
import type { Page } from "./page.ts";
import type { PageView } from "./pageView.ts";
import type { PanelExports } from "./panelExports.ts";

export interface BelowParts {
  readonly host: Host;
  readonly log: string;
  readonly view: PageView;
  readonly links: ChartLinks;
  readonly exports: PanelExports;
}

/** All charts of a page but that of the loss, which is drawn before any of them. */
export class ChartsBelow {
  readonly accuracy: AccuracySection;
  readonly residuals: ResidualCharts;
  readonly metrics: MetricSections;
  readonly #parts: BelowParts;
  readonly #trends: Trends;
  readonly #contents = new Memo<Contents>();
  #favorites: readonly string[];
  /** Null as long as no curvature was shown. */
  #curvature: CurvatureChart | null = null;

  constructor(parts: BelowParts) {
    const { host, log, view, links, exports } = parts;
    this.#parts = parts;
    this.#favorites = host.favorites;
    this.#trends = new Trends((ask) => host.send({ type: "trend", log, ask }));
    this.accuracy = new AccuracySection({
      made: (canvas, { chart }, shown) => links.metrics(canvas, chart, shown),
      gone: (canvas) => view.cursor.remove(canvas),
      needsChanged: () => view.ask(),
    });
    this.residuals = new ResidualCharts((i) => [exports.residual(i)]);
    this.metrics = new MetricSections(this.#metricActions());
  }

  /** The columns of the charts that are in sight. */
  get needs(): ColumnId[] {
    return [...this.accuracy.needs, ...this.metrics.needs];
  }

  /** Takes a trend that was asked for; null where there is none. */
  takeTrend(metric: string, trend: TrendLine | null): void {
    this.#trends.take(metric, trend);
  }

  show(shown: ChartModel, readAs: PanelState["readAs"], page: Page): void {
    page.frameCurvature(this.#showCurvature(shown, page));
    this.residuals.show(shown);
    const contents = this.#contents.of([shown.plot, shown.review, readAs], () => contentsOf({ ...shown, readAs }));
    this.accuracy.show(shown, contents.accuracy);
    this.metrics.show(shown, contents);
  }

  /** Draws the curvature, whose chart is made with it; false where there is none. */
  #showCurvature(shown: ChartModel, { charts }: Page): boolean {
    const { canvas } = charts.curvature;
    if (shown.plot.lambdaMax.t.length === 0) {
      return false;
    }
    const chart = this.#curvature ?? new CurvatureChart(canvas);
    const isDrawn = chart.show(shown);
    if (this.#curvature === null) {
      this.#curvature = chart;
      const series = ({ loss }: ChartModel): ChartModel["loss"] => loss;
      const dock = charts.curvatureLegend.dock("short");
      this.#parts.links.link(canvas, chart.chart, { describe: curvatureReadout, series, kind: "linear", dock });
    }
    return isDrawn;
  }

  #metricActions(): SectionActions {
    const { view, links, exports } = this.#parts;
    return {
      made: (canvas, { chart }, { metric, dock }) => links.metrics(canvas, chart, { metrics: [metric], dock }),
      gone: (canvas) => view.cursor.remove(canvas),
      needsChanged: () => view.ask(),
      exported: (metric) => exports.metric(metric),
      favorites: () => this.#favorites,
      favor: (metrics) => this.#favor(metrics),
      redraw: () => view.redraw(),
      chooseTrend: (trend) => view.change({ trend }),
      trend: (metric, shown) => this.#trends.of(metric, shown),
    };
  }

  #favor(metrics: readonly string[]): void {
    this.#favorites = metrics;
    this.#parts.host.send({ type: "favorites", metrics });
    this.#parts.view.redraw();
  }
}
