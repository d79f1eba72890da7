import type { ColumnId } from "../../src/review/model/axisIds.ts";
import { validationDash } from "../charts/lossChart.ts";
import { MetricChart } from "../charts/metricChart.ts";
import type { ChartModel } from "../model/chartModel.ts";
import type { AxisKind, Range } from "../axes/range.ts";
import type { ChartExport } from "./exports/chartExport.ts";
import { metricExport, type MetricsShown } from "./exports/metricExport.ts";
import { element } from "../ui/element.ts";
import { significant } from "../ui/format.ts";
import { t } from "../ui/text.ts";
import { ChartFrame } from "./chartFrame.ts";
import { ChartLegend, type LegendKey } from "../ui/chartLegend.ts";
import type { AccuracyColumns } from "./contents.ts";

export interface AccuracyActions {
  /** A chart was made: it shares the cursor and the zoom of the others, and writes its values to a place. */
  made(
    canvas: HTMLCanvasElement,
    chart: MetricChart,
    shown: { readonly metrics: readonly string[]; readonly dock: HTMLElement },
  ): void;
  /** A chart is taken away. */
  gone(canvas: HTMLCanvasElement): void;
  /** Other columns are needed now. */
  needsChanged(): void;
}

interface Made {
  readonly columns: AccuracyColumns;
  readonly frame: ChartFrame;
  readonly chart: MetricChart;
}

/** Training and validation accuracy in one chart. */
export class AccuracySection {
  readonly root = element("div");
  readonly #actions: AccuracyActions;
  readonly #legend = new ChartLegend();
  readonly #dock = this.#legend.dock("short");
  readonly #place = element("div");
  #made: Made | null = null;

  constructor(actions: AccuracyActions) {
    this.#actions = actions;
    this.root.append(this.#legend.root, this.#place);
  }

  /** What can be taken away of it; null where there is none. */
  exported(shown: ChartModel, range: Range): ChartExport | null {
    const columns = this.#made?.columns ?? null;
    return columns === null
      ? null
      : metricExport(shown, { name: "accuracy", title: t("Accuracy"), lines: linesOf(columns), kindOf: always }, range);
  }

  get needs(): ColumnId[] {
    return metricsOf(this.#made?.columns ?? null).map((metric) => `metric:${metric}` as const);
  }

  show(shown: ChartModel, columns: AccuracyColumns | null): void {
    if (columns?.training !== this.#made?.columns.training || columns?.validation !== this.#made?.columns.validation) {
      this.#make(columns);
    }
    if (this.#made === null || columns === null) {
      return;
    }
    const { frame, chart } = this.#made;
    this.#legend.show(keysOf(columns));
    if (chart.show(shown)) {
      frame.present(wordsOf(shown, columns), null);
    } else if (metricsOf(columns).every((metric) => shown.metric(metric) !== null)) {
      frame.explain(t("No value of {0} can be placed in time.", metricsOf(columns).join(", ")));
    }
  }

  /** A chart of other columns is another chart, on a canvas of its own. */
  #make(columns: AccuracyColumns | null): void {
    if (this.#made !== null) {
      this.#actions.gone(this.#made.frame.canvas);
      this.#made.chart.chart.destroy();
      this.#made.frame.root.remove();
      this.#made = null;
    }
    if (columns !== null) {
      const frame = new ChartFrame("tall");
      this.#place.append(frame.root);
      const chart = new MetricChart(frame.canvas, linesOf(columns), always);
      this.#made = { columns, frame, chart };
      this.#actions.made(frame.canvas, chart, { metrics: metricsOf(columns), dock: this.#dock });
      this.#actions.needsChanged();
    }
  }
}

/** Parts of a whole: no logarithm of them means anything. */
const always = (): AxisKind => "linear";

function metricsOf(columns: AccuracyColumns | null): readonly string[] {
  return [columns?.training ?? null, columns?.validation ?? null].filter((metric) => metric !== null);
}

function linesOf({ training, validation }: AccuracyColumns): MetricsShown["lines"] {
  const lines: (MetricsShown["lines"][number] | null)[] = [
    training === null ? null : { metric: training, text: t("Training"), color: (theme) => theme.blue, dash: [] },
    validation === null
      ? null
      : { metric: validation, text: t("Validation"), color: (theme) => theme.orange, dash: validationDash },
  ];
  return lines.filter((line) => line !== null);
}

function keysOf({ training, validation }: AccuracyColumns): LegendKey[] {
  return [
    ...(training === null ? [] : [{ sample: "training", text: t("Training"), title: training }]),
    ...(validation === null ? [] : [{ sample: "validation", text: t("Validation"), title: validation }]),
  ];
}

function wordsOf(shown: ChartModel, columns: AccuracyColumns): string {
  const said = metricsOf(columns).map((metric) =>
    t("The last {0} is {1}.", metric, significant(shown.metric(metric)?.y.findLast(Number.isFinite) ?? null)),
  );
  return [t("Accuracy."), ...said].join(" ");
}
