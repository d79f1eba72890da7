import type { Chart } from "chart.js";
import type { Place } from "../cursor/reading.ts";
import { metricReadout, type Readout } from "../cursor/readout.ts";
import type { ChartModel } from "../model/chartModel.ts";
import type { AxisKind } from "../axes/range.ts";
import type { Series } from "../model/series.ts";
import type { PageView } from "./pageView.ts";

export interface LinkParts {
  /** What the charts show now; null before the first review. */
  readonly shown: () => ChartModel | null;
  /** Opens the log at the record of a series that is nearest to an x. */
  readonly openLog: (x: number, series: Series) => void;
}

/** What a chart says of a place, and the series whose records it opens. */
export interface LinkSource {
  describe(place: Place, shown: ChartModel): Readout | null;
  series(shown: ChartModel): Series | null;
  readonly kind?: AxisKind;
  /** Where its values are written. */
  readonly dock: HTMLElement;
}

/** Lets the charts of a page take part in its zoom and its cursor. */
export class ChartLinks {
  readonly #view: PageView;
  readonly #parts: LinkParts;

  constructor(view: PageView, parts: LinkParts) {
    this.#view = view;
    this.#parts = parts;
  }

  link(canvas: HTMLCanvasElement, chart: Chart, source: LinkSource): void {
    const { kind, dock } = source;
    const { shown, openLog } = this.#parts;
    this.#view.link(canvas, chart, {
      ...(kind && { kind }),
      dock,
      describe: (place) => {
        const now = shown();
        return now === null ? null : source.describe(place, now);
      },
      open: ({ x }) => {
        const now = shown();
        const series = now === null ? null : source.series(now);
        if (series !== null) {
          openLog(x, series);
        }
      },
    });
  }

  /** The same for a chart of metrics. */
  metrics(
    canvas: HTMLCanvasElement,
    chart: Chart,
    { metrics, dock }: { readonly metrics: readonly string[]; readonly dock: HTMLElement },
  ): void {
    const [first = ""] = metrics;
    this.link(canvas, chart, {
      describe: (place, shown) => metricReadout(place, shown, metrics),
      series: (shown) => shown.metric(first),
      kind: "linear",
      dock,
    });
  }
}
