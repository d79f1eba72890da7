import type { ColumnId } from "../../src/review/panelColumns.ts";
import type { RunState, ToPanel } from "../../src/protocol.ts";
import type { Host } from "../shared/host.ts";
import { middleOf, zoomed, type AxisKind, type Range } from "../shared/range.ts";
import { readTheme } from "../shared/readTheme.ts";
import { keptWithin, zoomPan } from "../shared/zoomPan.ts";
import type { Chart } from "chart.js";
import { CurvatureChart } from "./curvatureChart.ts";
import { shownRange } from "./curveChart.ts";
import { Cursor } from "./cursor.ts";
import { LossChart } from "./lossChart.ts";
import { drawnCsv } from "./drawnCsv.ts";
import { lossPicture, lossSvg } from "./lossPicture.ts";
import { lineNear } from "./logLine.ts";
import { MetricSections } from "./metricSections.ts";
import { Minimap } from "./minimap.ts";
import { Page } from "./page.ts";
import { metricReadout, readout, type Readout } from "./readout.ts";
import type { Place } from "./reading.ts";
import { ResidualCharts } from "./residualCharts.ts";
import { kindOfX, ShownRun, wholeOf, type Shown } from "./shown.ts";
import { Toolbar } from "./toolbar.ts";
import { restoredView, type ViewState } from "./viewState.ts";

/** Joins what the extension sends and what the person chooses into what the page shows of one run. */
export class Panel {
  readonly #host: Host;
  readonly #log: string;
  readonly #run = new ShownRun();
  readonly #page: Page;
  readonly #toolbar: Toolbar;
  readonly #minimap: Minimap;
  readonly #loss: LossChart;
  readonly #curvature: CurvatureChart;
  readonly #residuals = new ResidualCharts();
  readonly #metrics: MetricSections;
  readonly #cursor: Cursor;
  #view: ViewState;
  #shown: Shown | null = null;
  #frame = 0;
  /** What was asked of the extension last. */
  #asked = "";

  constructor(root: HTMLElement, host: Host, log: string) {
    this.#host = host;
    this.#log = log;
    this.#view = restoredView(host.kept, [log]);
    host.keep(this.#view);
    const change = (chosen: Partial<ViewState>): void => this.#change(chosen);
    this.#toolbar = new Toolbar({ change, zoom: (factor) => this.#zoom(factor) });
    this.#minimap = new Minimap((zoom) => change({ zoom }));
    this.#cursor = new Cursor({ range: () => this.#range(), kind: () => this.#kind() });
    this.#metrics = new MetricSections({
      made: (canvas, { chart }, metric) => {
        this.#link(canvas, chart, {
          describe: (place, shown) => metricReadout(place, shown, metric),
          series: (shown) => shown.metric(metric),
        });
      },
      gone: (canvas) => this.#cursor.remove(canvas),
      needsChanged: () => this.#ask(),
      choose: (metrics) => change({ metrics }),
    });
    this.#page = new Page(
      root,
      {
        toolbar: this.#toolbar.root,
        minimap: this.#minimap.canvas,
        residuals: this.#residuals.root,
        spoken: this.#cursor.spoken,
        metrics: this.#metrics,
      },
      {
        openLog: (line) => host.send({ type: "openLog", log, line }),
        openCsv: () => host.send({ type: "openCsv", log }),
        wrangleCsv: () => host.send({ type: "wrangleCsv", log }),
        fix: ({ code, message }) => host.send({ type: "fix", log, code, message }),
        lossPicture: () => this.#lossPicture(),
        saveLoss: (kind) => this.#saveLoss(kind),
      },
    );
    const { loss, curvature } = this.#page;
    this.#loss = new LossChart(loss.canvas, () => this.#drawMinimap());
    this.#curvature = new CurvatureChart(curvature.canvas);
    const both = { describe: readout, series: (shown: Shown) => shown.loss };
    this.#link(loss.canvas, this.#loss.chart, both);
    this.#link(curvature.canvas, this.#curvature.chart, both);
    this.#keepScroll();
  }

  receive(message: ToPanel): void {
    if (message.type === "state") {
      this.#take(message.state);
    } else {
      this.#run.takeColumn(message.part);
      this.redraw();
    }
  }

  #take(state: RunState): void {
    const first = this.#run.state === null;
    this.#run.take(state);
    this.#page.show(state);
    this.#draw();
    if (first) {
      window.scrollTo({ top: this.#view.scroll });
    }
    this.#ask();
  }

  /** Draws once for all changes until the next frame. */
  redraw(): void {
    if (this.#frame === 0) {
      this.#frame = requestAnimationFrame(() => {
        this.#frame = 0;
        this.#draw();
      });
    }
  }

  /** Lets a chart take part in zoom and cursor. */
  #link(
    canvas: HTMLCanvasElement,
    chart: Chart,
    source: {
      describe(place: Place, shown: Shown): Readout | null;
      series(shown: Shown): Shown["loss"] | null;
    },
  ): void {
    zoomPan(canvas, {
      area: () => chart.chartArea,
      range: () => this.#range(),
      kind: () => this.#kind(),
      whole: () => this.#whole(),
      show: (zoom) => this.#change({ zoom }),
    });
    this.#cursor.add({
      canvas,
      chart,
      describe: (place) => (this.#shown === null ? null : source.describe(place, this.#shown)),
      open: ({ x }) => {
        const series = this.#shown === null ? null : source.series(this.#shown);
        const line = series === null ? null : lineNear(this.#run.columns, series, x);
        if (line !== null) {
          this.#host.send({ type: "openLog", log: this.#log, line });
        }
      },
    });
  }

  #change(chosen: Partial<ViewState>): void {
    this.#view = { ...this.#view, ...chosen };
    this.#host.keepChoice(this.#view);
    this.redraw();
    this.#ask();
  }

  /** Asks for the columns that what is shown needs, where those are others than before. */
  #ask(): void {
    if (!this.#run.state?.review) {
      return;
    }
    const ids: readonly ColumnId[] = [...this.#run.needs(this.#view.axis), ...this.#metrics.needs];
    const asked = [...new Set(ids)].sort().join("\n");
    if (asked !== this.#asked) {
      this.#asked = asked;
      this.#host.send({ type: "columns", log: this.#log, wants: this.#run.columns.wants(ids) });
    }
  }

  #zoom(factor: number | null): void {
    if (factor === null) {
      this.#change({ zoom: null });
      return;
    }
    const [range, kind] = [this.#range(), this.#kind()];
    this.#change({ zoom: keptWithin(zoomed(range, kind, { factor, about: middleOf(range, kind) }), this.#whole()) });
  }

  #draw(): void {
    const shown = this.#run.shown(this.#view, readTheme());
    this.#shown = shown;
    if (shown === null) {
      return;
    }
    this.#toolbar.show(this.#view, shown);
    this.#loss.show(shown);
    this.#curvature.show(shown);
    this.#residuals.show(shown);
    this.#metrics.show(shown);
    this.#cursor.hide();
  }

  /** Follows every drawing of the loss, those that Chart.js makes when its place changes its size among them. */
  #drawMinimap(): void {
    const shown = this.#shown;
    if (shown !== null) {
      this.#minimap.show({
        series: shown.loss,
        whole: this.#whole(),
        shown: this.#range(),
        kinds: { x: this.#kind(), y: this.#view.y },
        area: this.#loss.chart.chartArea,
        theme: shown.theme,
      });
    }
  }

  #lossPicture(): Promise<Blob> | null {
    const run = this.#run.state?.run;
    return run !== undefined && this.#shown !== null ? lossPicture(run, this.#shown) : null;
  }

  #saveLoss(kind: "svg" | "csv"): void {
    const run = this.#run.state?.run;
    if (run !== undefined && this.#shown !== null) {
      const text = kind === "svg" ? lossSvg(run, this.#shown) : drawnCsv(this.#shown, this.#range());
      this.#host.send({ type: "save", log: this.#log, kind, text });
    }
  }

  #kind(): AxisKind {
    return this.#shown === null ? this.#view.x : kindOfX(this.#shown);
  }

  #whole(): Range {
    return (this.#shown === null ? null : wholeOf(this.#shown, this.#kind())) ?? [0, 1];
  }

  #range(): Range {
    return shownRange(this.#shown?.view.zoom ?? null, this.#whole(), this.#kind());
  }

  /** Remembers how far the page was scrolled, without writing it down at every pixel. */
  #keepScroll(): void {
    let timer = 0;
    window.addEventListener("scroll", () => {
      clearTimeout(timer);
      timer = window.setTimeout(() => {
        this.#view = { ...this.#view, scroll: window.scrollY };
        this.#host.keepChoice(this.#view);
      }, 200);
    });
  }
}
