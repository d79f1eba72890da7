import type { RunState } from "../../src/protocol.ts";
import type { Host } from "../shared/host.ts";
import { middleOf, zoomed, type Range } from "../shared/range.ts";
import { readTheme } from "../shared/readTheme.ts";
import { keptWithin, zoomPan } from "../shared/zoomPan.ts";
import { CurvatureChart } from "./curvatureChart.ts";
import { shownRange } from "./curveChart.ts";
import { Cursor } from "./cursor.ts";
import { LossChart, wholeOf } from "./lossChart.ts";
import { lossPicture } from "./lossPicture.ts";
import { Minimap } from "./minimap.ts";
import { Page } from "./page.ts";
import { readout } from "./readout.ts";
import { ResidualCharts } from "./residualCharts.ts";
import { Toolbar } from "./toolbar.ts";
import { restoredView, type ViewState } from "./viewState.ts";

/** Joins what the extension sends and what the person chooses into what the page shows. */
export class Panel {
  readonly #host: Host;
  readonly #page: Page;
  readonly #toolbar: Toolbar;
  readonly #minimap: Minimap;
  readonly #loss: LossChart;
  readonly #curvature: CurvatureChart;
  readonly #residuals = new ResidualCharts();
  readonly #cursor: Cursor;
  #view: ViewState;
  #state: RunState | null = null;
  #frame = 0;

  constructor(root: HTMLElement, host: Host) {
    this.#host = host;
    this.#view = restoredView(host.kept, root.dataset["log"] ?? "");
    host.keep(this.#view);
    const change = (chosen: Partial<ViewState>): void => this.#change(chosen);
    this.#toolbar = new Toolbar({ change, zoom: (factor) => this.#zoom(factor) });
    this.#minimap = new Minimap((zoom) => change({ zoom }));
    this.#page = new Page(
      root,
      { toolbar: this.#toolbar.root, minimap: this.#minimap.canvas, residuals: this.#residuals.root },
      {
        openLog: (line) => host.send({ type: "openLog", line }),
        openCsv: () => host.send({ type: "openCsv" }),
        generateCsv: () => host.send({ type: "generateCsv" }),
        lossPicture: () => this.#lossPicture(),
      },
    );
    const { loss, curvature } = this.#page;
    this.#loss = new LossChart(loss.canvas, () => this.#drawMinimap());
    this.#curvature = new CurvatureChart(curvature.canvas);
    const charts = [
      { frame: loss, chart: this.#loss.chart },
      { frame: curvature, chart: this.#curvature.chart },
    ];
    for (const { frame, chart } of charts) {
      zoomPan(frame.canvas, {
        area: () => chart.chartArea,
        range: () => this.#range(),
        kind: () => this.#view.x,
        whole: () => this.#whole(),
        show: (zoom) => change({ zoom }),
      });
    }
    this.#cursor = new Cursor(charts, {
      range: () => this.#range(),
      kind: () => this.#view.x,
      describe: (place) => {
        const { review, plot } = this.#state ?? {};
        return review && plot ? readout(place, { review, plot, view: this.#view }) : null;
      },
    });
    this.#keepScroll();
  }

  show(state: RunState): void {
    const first = this.#state === null;
    this.#state = state;
    this.#page.show(state);
    this.#draw();
    if (first) {
      window.scrollTo({ top: this.#view.scroll });
    }
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

  #change(chosen: Partial<ViewState>): void {
    this.#view = { ...this.#view, ...chosen };
    this.#host.keep(this.#view);
    this.redraw();
  }

  #zoom(factor: number | null): void {
    if (factor === null) {
      this.#change({ zoom: null });
      return;
    }
    const [range, kind] = [this.#range(), this.#view.x];
    this.#change({ zoom: keptWithin(zoomed(range, kind, { factor, about: middleOf(range, kind) }), this.#whole()) });
  }

  #draw(): void {
    const { review, plot } = this.#state ?? {};
    if (!review || !plot) {
      return;
    }
    const [view, theme] = [this.#view, readTheme()];
    const shown = { review, plot, view, theme };
    this.#toolbar.show(view, { review, plot });
    this.#loss.show(shown);
    this.#curvature.show(shown);
    this.#residuals.show(shown);
    this.#cursor.hide();
  }

  /** Follows every drawing of the loss, those that Chart.js makes when its place changes its size among them. */
  #drawMinimap(): void {
    const plot = this.#state?.plot;
    if (plot) {
      this.#minimap.show({
        points: plot.loss,
        whole: this.#whole(),
        shown: this.#range(),
        kinds: this.#view,
        area: this.#loss.chart.chartArea,
        theme: readTheme(),
      });
    }
  }

  #lossPicture(): Promise<Blob> | null {
    const { run, review, plot } = this.#state ?? {};
    return run !== undefined && review && plot
      ? lossPicture(run, { review, plot, view: this.#view, theme: readTheme() })
      : null;
  }

  #whole(): Range {
    return (this.#state?.plot ? wholeOf(this.#state.plot, this.#view) : null) ?? [0, 1];
  }

  #range(): Range {
    return shownRange(this.#view.zoom, this.#whole(), this.#view.x);
  }

  /** Remembers how far the page was scrolled, without writing it down at every pixel. */
  #keepScroll(): void {
    let timer = 0;
    window.addEventListener("scroll", () => {
      clearTimeout(timer);
      timer = window.setTimeout(() => {
        this.#view = { ...this.#view, scroll: window.scrollY };
        this.#host.keep(this.#view);
      }, 200);
    });
  }
}
