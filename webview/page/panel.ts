import type { ChartArea } from "chart.js";
import type { ColumnId } from "../../src/review/model/axisIds.ts";
import type { PanelState, ToPanel } from "../../src/protocol/panel.ts";
import type { Host } from "../ui/host.ts";
import type { AxisKind, Range } from "../axes/range.ts";
import { axesIn, axisName } from "../axes/pageAxis.ts";
import { Menu } from "../ui/menu.ts";
import { registerControls } from "../ui/controls.ts";
import { afterPaint } from "../ui/afterPaint.ts";
import { readTheme } from "../ui/readTheme.ts";
import { LossChart } from "../charts/lossChart.ts";
import { lineNear } from "../cursor/logLine.ts";
import { drawSeries } from "../charts/littleSeries.ts";
import { Minimap } from "../charts/minimap.ts";
import { Page } from "./page.ts";
import { PageView, type ColumnNeeds } from "./pageView.ts";
import { lossReadout } from "../cursor/readout.ts";
import { kindOfX, RunModel, type ChartModel } from "../model/chartModel.ts";
import { beyondZoom, type ViewState } from "../model/viewState.ts";
import { Memo } from "../model/memo.ts";
import { ChartBar } from "./chartBar.ts";
import { ChartLinks } from "./chartLinks.ts";
import { ChartsBelow } from "./chartsBelow.ts";
import { keepScroll } from "./keepScroll.ts";
import { LossTools } from "./lossTools.ts";
import { PanelExports } from "./panelExports.ts";
import { runActions } from "./runActions.ts";

/** Joins what the extension sends and what the person chooses into what the page shows of one run. */
export class Panel {
  readonly #host: Host;
  readonly #log: string;
  readonly #run = new RunModel();
  readonly #menu = new Menu();
  readonly #exports = new PanelExports({
    menu: this.#menu,
    run: () => this.#run.state?.run ?? "",
    shown: () => this.#shown,
    range: (kind) => this.#view.range(kind ?? this.#kind()),
    save: (file) => this.#host.send({ type: "save", log: this.#log, ...file }),
    ask: (ask, chart) => this.#host.send({ type: "picture", ask, chart }),
  });
  readonly #page: Page;
  readonly #view: PageView;
  readonly #bar: ChartBar;
  readonly #lossTools: LossTools;
  readonly #minimap: Minimap;
  readonly #loss: LossChart;
  readonly #below: ChartsBelow;
  readonly #tools = new Memo<void>();
  readonly #links: ChartLinks;
  #shown: ChartModel | null = null;
  #isLossLinked = false;
  /** Whether what follows the loss is on its way, whether its overview is drawn, and whether all is. */
  #isFollowed = false;
  #isMapped = false;
  #isWhole = false;

  constructor(root: HTMLElement, host: Host, log: string) {
    this.#host = host;
    this.#log = log;
    this.#view = new PageView({
      host,
      logs: [log],
      draw: () => this.#draw(),
      needs: () => this.#needs(),
      whole: (kind) => this.#whole(kind),
      kind: () => this.#kind(),
      zoomed: () => this.#shown?.view.zoom ?? null,
    });
    const view = this.#view;
    this.#links = new ChartLinks(view, { shown: () => this.#shown, openLog: (x, series) => this.#openLog(x, series) });
    const menu = this.#menu;
    this.#bar = new ChartBar({
      menu,
      change: (chosen) => view.change(chosen),
      zoom: (factor) => view.zoom(factor),
      follow: (follows) => view.follow(follows),
    });
    this.#lossTools = new LossTools({ menu, view: () => view.state, change: (chosen) => view.change(chosen) });
    this.#minimap = new Minimap((zoom) => view.change({ zoom }));
    this.#below = new ChartsBelow({ host, log, view, links: this.#links, exports: this.#exports });
    const { accuracy, residuals, metrics } = this.#below;
    this.#page = new Page(
      root,
      {
        bar: this.#bar.root,
        lossLegend: this.#lossTools.legend.root,
        lossTools: this.#lossTools.root,
        accuracy: accuracy.root,
        exports: {
          loss: this.#exports.loss(),
          accuracy: this.#exports.accuracy((shown, range) => accuracy.exported(shown, range)),
          curvature: this.#exports.curvature(),
        },
        minimap: this.#minimap.root,
        residuals: residuals.root,
        spoken: view.cursor.spoken,
        metrics,
      },
      runActions(host, log),
    );
    this.#loss = new LossChart(this.#page.charts.loss.canvas, (area) => this.#drawMinimap(area));
    keepScroll((scroll) => view.keep({ scroll }));
  }

  receive(message: ToPanel): void {
    if (message.type === "state") {
      this.#take(message.state);
    } else if (message.type === "picture") {
      this.#exports.take(message);
    } else if (message.type === "trend") {
      this.#below.takeTrend(message.metric, message.trend);
      this.redraw();
    } else {
      this.#run.takeColumn(message.part);
      this.redraw();
    }
  }

  redraw(): void {
    this.#view.redraw();
  }

  #take(state: PanelState): void {
    this.#run.take(state);
    this.#page.show(state);
    this.#draw();
    if (this.#isWhole) {
      this.#page.showTables();
    }
    this.#view.ask();
    if (!this.#isFollowed) {
      this.#follow();
    }
  }

  /** The loss comes first; the rest follows it in parts, each of which takes longer than to draw the loss. */
  #follow(): void {
    this.#isFollowed = this.#shown !== null;
    const others = [() => this.#showMinimap(), () => this.#page.showTables(), () => this.#showBelow()];
    afterPaint([registerControls, ...(this.#isFollowed ? others : [])]);
  }

  #showMinimap(): void {
    this.#isMapped = true;
    if (this.#isLossLinked) {
      this.#drawMinimap(this.#loss.chart.chartArea);
    }
  }

  #showBelow(): void {
    this.#isWhole = true;
    if (this.#shown !== null) {
      this.#drawBelow(this.#shown);
    }
    const { scroll } = this.#view.state;
    if (scroll > 0) {
      window.scrollTo({ top: scroll });
    }
    this.#view.ask();
  }

  #openLog(x: number, series: ChartModel["loss"]): void {
    const line = lineNear(this.#run.columns, series, x);
    if (line !== null) {
      this.#host.send({ type: "openLog", log: this.#log, line });
    }
  }

  #needs(): readonly ColumnNeeds[] {
    const { state, columns } = this.#run;
    const ids = (): ColumnId[] => [...this.#run.needs(this.#view.state.axis), ...this.#below.needs];
    return state?.review ? [{ log: this.#log, columns, ids: ids() }] : [];
  }

  #draw(): void {
    const view = this.#view.state;
    const shown = this.#run.shown(view, readTheme());
    this.#shown = shown;
    if (shown === null) {
      return;
    }
    this.#showTools(shown, view);
    this.#drawLoss(shown);
    if (this.#isWhole) {
      this.#drawBelow(shown);
    }
    this.#view.cursor.refresh();
  }

  /** Draws the loss, which takes part in zoom and cursor from its first picture on. */
  #drawLoss(shown: ChartModel): void {
    const isDrawn = this.#loss.show(shown);
    if (isDrawn && !this.#isLossLinked) {
      this.#isLossLinked = true;
      const series = ({ loss }: ChartModel): ChartModel["loss"] => loss;
      const source = { describe: lossReadout, series, dock: this.#lossTools.legend.dock("long") };
      this.#links.link(this.#page.charts.loss.canvas, this.#loss.chart, source);
    }
    this.#page.frameLoss(isDrawn);
  }

  /** The controls about the loss, which a zoom leaves as they are. */
  #showTools(shown: ChartModel, view: ViewState): void {
    const { plot, said, axis, loss } = shown;
    const grows = this.#run.state?.life?.over === false;
    this.#tools.of([plot, said, axis, loss, loss.length, grows, ...beyondZoom(view)], () => {
      const axes = axesIn(plot).map((value) => ({ value, label: axisName(value, plot) }));
      this.#bar.show(view, { axis, axes, grows });
      this.#lossTools.show(shown);
    });
  }

  #drawBelow(shown: ChartModel): void {
    this.#below.show(shown, this.#run.state?.readAs ?? null, this.#page);
  }

  /** Follows every drawing of the loss, those that Chart.js makes when its place changes its size among them. */
  #drawMinimap(area: ChartArea): void {
    const shown = this.#shown;
    if (shown !== null && this.#isMapped) {
      const kinds = { x: this.#kind(), y: this.#view.state.y };
      const place = { whole: this.#whole(kinds.x), area, theme: shown.theme };
      this.#minimap.show({
        ...{ ...place, shown: this.#view.range(), kind: kinds.x },
        of: [shown.loss, shown.loss.length, kinds.y],
        draw: (context, height) => drawSeries(context, { ...place, series: shown.loss, kinds }, height),
      });
    }
  }

  #kind(): AxisKind {
    return this.#shown === null ? this.#view.state.x : kindOfX(this.#shown);
  }

  #whole(kind: AxisKind): Range {
    return this.#shown?.whole(kind) ?? [0, 1];
  }
}
