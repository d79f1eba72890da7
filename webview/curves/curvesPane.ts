import type { PictureMessage } from "../../src/protocol/picture.ts";
import type { CurvesMessage, SavedFile } from "../../src/protocol/runsPage.ts";
import type { LinesChart } from "../../src/sweep/curves/linesChart.ts";
import type { CurvesView } from "../../src/sweep/view/curvesView.ts";
import type { TableLayout } from "../../src/sweep/view/layTable.ts";
import { isLost } from "../../src/sweep/rows/cells.ts";
import type { RunRow } from "../../src/sweep/rows/runRow.ts";
import type { TableView } from "../../src/sweep/view/tableView.ts";
import type { AxisKind, Range } from "../axes/range.ts";
import { element } from "../ui/element.ts";
import type { Menu } from "../ui/menu.ts";
import { readTheme } from "../ui/readTheme.ts";
import { t } from "../ui/text.ts";
import { paper } from "../ui/paper.ts";
import { axesOf, formatOf } from "./curveAxes.ts";
import { AskedPictures } from "../ui/askedPictures.ts";
import { chartFor, paperLegend } from "./chartPicture.ts";
import { colorColumn } from "./colorColumn.ts";
import { CurveLegend } from "./curveLegend.ts";
import { CurvesMinimap } from "./curvesMinimap.ts";
import { SharedAxis } from "./sharedAxis.ts";
import { plotActions } from "./plotActions.ts";
import { PlotSet } from "./plotSet.ts";
import { CurvePlot } from "./curvePlot.ts";
import { readoutTable } from "./curveReadout.ts";
import { CurveStore, type AskCurves } from "./curveStore.ts";
import { chartTitle, CurveTools } from "./curveTools.ts";
import { linesOf, metricsOf, wholeOf } from "./curveLines.ts";
import { curvesStatus } from "./curvesStatus.ts";
import { drawnItems, mostDrawn, type DrawnItems, type ItemsView } from "./drawnItems.ts";

export interface CurvesParts {
  readonly menu: Menu;
  readonly ask: AskCurves;
  readonly titleOf: (id: string) => string;
  readonly layout: () => TableLayout;
  readonly view: () => TableView;
  change(view: CurvesView): void;
  open(log: string): void;
  /** Asks for a chart as a picture, which `takePicture` gets. */
  picture(ask: number, chart: LinesChart): void;
  readonly save: (file: SavedFile) => void;
  /** A run or group is pointed at in a chart; null where none is. */
  point(key: string | null): void;
}

/** Milliseconds between two pictures while curves are read. */
const reading = 250;
/** What drawing all charts is called among the page's measurements. */
const drawnMeasure = "slopewise.curves";
/** Milliseconds that a zoom waits for before curves are asked for again. */
const settle = 150;

/** The charts of the ticked runs, or of all that are shown, below the table. */
export class CurvesPane {
  readonly root: HTMLElement;
  readonly #parts: CurvesParts;
  readonly #store: CurveStore;
  readonly #tools: CurveTools;
  readonly #plots = new PlotSet((chart) => this.#makePlot(chart));
  readonly #legend = new CurveLegend({ switched: () => this.#draw(), point: (key) => this.highlight(key) });
  readonly #pictures: AskedPictures;
  readonly #readout = element("div", { class: "curve-readout" });
  /** Where somebody points, and in which chart. */
  #pointed: { readonly plot: CurvePlot; readonly key: string | null; readonly x: number } | null = null;
  readonly #status = element("span", { class: "muted status", attributes: { role: "status" } });
  readonly #crosses = element("span", { class: "muted", text: t("×: diverged or NaN") });
  #rows: readonly RunRow[] = [];
  #drawn: DrawnItems = { items: [], legend: [] };
  readonly #axis = new SharedAxis();
  readonly #minimap = new CurvesMinimap((range) => this.#zoomTo(range));
  #timer = 0;
  #frame = 0;
  #later = 0;

  constructor(parts: CurvesParts) {
    this.#parts = parts;
    this.#store = new CurveStore(parts.ask);
    this.#pictures = new AskedPictures((ask, chart) => parts.picture(ask, chart));
    this.#tools = new CurveTools({
      ...{ menu: parts.menu, titleOf: parts.titleOf, view: () => this.#view },
      columns: () => parts.layout().columns,
      isGrouped: () => parts.view().groupBy.length > 0,
      axes: () => axesOf(this.#rows),
      charts: () => this.#charts(),
      colorBy: () => this.#itemsView().colorBy,
      change: (changes) => parts.change({ ...this.#view, ...changes }),
      reset: () => this.#zoomTo(null),
      isZoomed: () => this.#axis.isZoomed,
      follows: () => (this.#rows.some(({ state }) => state === "live") ? this.#axis.isFollowing : null),
      follow: (isOn) => this.#follow(isOn),
    });
    this.#tools.root.append(this.#status, this.#crosses);
    const side = element("aside", { children: [this.#minimap.root, this.#readout, this.#legend.root] });
    this.root = element("section", {
      class: "curves",
      attributes: { "aria-label": t("Charts") },
      children: [
        element("div", { class: "curves-head", children: [this.#tools.root] }),
        element("div", { class: "curves-body", children: [this.#plots.root, side] }),
      ],
    });
  }

  /** Shows charts of rows: those that are ticked, else all that the table shows. */
  show(rows: readonly RunRow[]): void {
    this.#rows = rows.slice(0, mostDrawn);
    this.#crosses.hidden = !this.#rows.some(isLost);
    this.root.hidden = !this.#view.isShown || rows.length === 0;
    if (this.root.hidden) {
      // Nothing is read out of charts that are not there, whatever is still to come for them.
      this.#status.textContent = "";
      return;
    }
    this.#ask();
    this.#drawSoon();
  }

  /** Takes curves that came. While more are to come, they are drawn a few times a second. */
  take({ ask, runs }: CurvesMessage): void {
    const taken = runs.filter(({ log, curves }) => this.#store.take(ask, log, curves));
    if (taken.length > 0 && this.#store.waiting === 0) {
      this.#drawSoon();
    } else if (taken.length > 0) {
      this.#later ||= window.setTimeout(() => this.#draw(), reading);
    }
  }

  takePicture(message: PictureMessage): void {
    this.#pictures.take(message);
  }

  /** Rows have changed: a run that grows is redrawn. */
  changed(rows: readonly RunRow[]): void {
    this.#store.changed(rows.map(({ log }) => log));
  }

  /** Draws a run or group over the others. */
  highlight(key: string | null): void {
    this.#plots.mark(key, null);
  }

  get #view(): CurvesView {
    return this.#parts.view().curves;
  }

  #charts(): readonly string[] {
    const { charts } = this.#view;
    if (charts.length > 0) {
      return charts;
    }
    const hasAccuracy = this.#rows.some(({ cells }) => "acc_val" in cells || "acc_train" in cells);
    return hasAccuracy ? ["loss", "accuracy"] : ["loss"];
  }

  #ask(): void {
    const { axis, isLogX } = this.#view;
    const metrics = [...new Set(this.#charts().flatMap(metricsOf))];
    const logs = this.#rows.filter(({ pending }) => pending !== true).map(({ log }) => log);
    this.#store.want(logs, { axis, metrics, isLog: isLogX, range: this.#axis.asked });
  }

  #zoomTo(range: Range | null): void {
    this.#axis.zoomTo(range);
    this.#drawSoon();
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#ask(), settle);
  }

  #follow(isOn: boolean): void {
    this.#axis.follow(isOn, this.#view.isLogX ? "log" : "linear");
    this.#ask();
    this.#drawSoon();
  }

  #drawSoon(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#draw());
  }

  #draw(): void {
    clearTimeout(this.#later);
    this.#later = 0;
    const start = performance.now();
    const [view, theme, charts] = [this.#view, readTheme(), this.#charts()];
    const kind: AxisKind = view.isLogX ? "log" : "linear";
    this.#drawn = drawnItems(this.#rows, this.#itemsView(), theme);
    this.#axis.grow(wholeOf(this.#store.curves.values(), view.isLogX), kind);
    const range = this.#axis.shown(kind);
    const format = formatOf(this.#rows, view.axis, this.#axis.whole);
    this.#tools.show();
    this.#plots.keep(charts);
    const items = this.#drawn.items.filter(({ key }) => this.#legend.isOn(key));
    for (const chart of charts) {
      const lines = linesOf({ chart, items, curves: this.#store.curves, view, range });
      this.#plots.of(chart)?.show({ title: chartTitle(chart), lines, range, format, view, theme });
      if (chart === charts[0] && this.#axis.asked === null) {
        this.#minimap.keep(lines);
      }
    }
    this.#minimap.draw({ whole: this.#axis.whole, shown: range }, view, theme);
    this.#legend.show(this.#drawn, {
      title: this.#parts.titleOf(this.#itemsView().colorBy),
      note: this.#minimap.hasDashes ? t("Solid: validation. Dashed: training.") : "",
    });
    const { waiting } = this.#store;
    this.#status.textContent = this.root.hidden ? "" : curvesStatus(this.#drawn, { runs: this.#rows.length, waiting });
    this.#showReadout();
    performance.measure(drawnMeasure, { start });
  }

  #makePlot(chart: string): CurvePlot {
    const plot: CurvePlot = new CurvePlot(
      {
        point: (from, key, x) => this.#point(from, key, x),
        open: (key) => this.#open(key),
        zoom: (range) => this.#zoomTo(range),
        whole: () => this.#axis.whole,
      },
      plotActions({
        ...{ menu: this.#parts.menu, plot: () => plot, save: this.#parts.save },
        draw: (width) => this.#pictures.draw(this.#paperChart(plot, chart, width)),
      }),
    );
    return plot;
  }

  #itemsView(): ItemsView {
    const view = this.#parts.view();
    const { meansOfGroups } = view.curves;
    return { groupBy: view.groupBy, meansOfGroups, colorBy: colorColumn(this.#rows, view, this.#parts.layout()) };
  }

  #paperChart(plot: CurvePlot, chart: string, width: LinesChart["width"]): LinesChart {
    const { content } = plot;
    if (content === null) {
      throw new Error("The chart has not been drawn.");
    }
    const items = this.#itemsView();
    const drawn = drawnItems(this.#rows, items, { ...paper, font: content.theme.font });
    const shown = drawn.items.filter(({ key }) => this.#legend.isOn(key));
    const { range, view } = content;
    return chartFor(content, {
      lines: linesOf({ chart, items: shown, curves: this.#store.curves, view, range }),
      legend: paperLegend(shown, drawn.legend, this.#parts.titleOf(items.colorBy)),
      width,
    });
  }

  #point(plot: CurvePlot, key: string | null, x: number | null): void {
    this.#plots.mark(key, x);
    this.#parts.point(key);
    this.#pointed = x === null ? null : { plot, key, x };
    this.#showReadout();
  }

  /** The values where somebody points, as they are drawn now. */
  #showReadout(): void {
    if (this.#pointed === null || !this.#plots.all.includes(this.#pointed.plot)) {
      this.#pointed = null;
      this.#readout.replaceChildren();
      return;
    }
    const { plot, key, x } = this.#pointed;
    const { whole } = this.#axis;
    const step = (whole[1] - whole[0]) / 500;
    const pointed = { plot, key, x, said: formatOf(this.#rows, this.#view.axis, whole).said(x, step) };
    this.#readout.replaceChildren(readoutTable(pointed, this.#plots.all));
  }

  #open(key: string): void {
    if (this.#drawn.items.some((item) => item.key === key && !item.isGroup)) {
      this.#parts.open(key);
    }
  }
}
