import type { ToPanel } from "../../src/protocol/panel.ts";
import { AxisControls } from "../page/axisControls.ts";
import { lineNear } from "../cursor/logLine.ts";
import { axisName } from "../model/pageAxis.ts";
import { PageView, type ColumnNeeds } from "../page/pageView.ts";
import { kindOfX, RunModel } from "../model/chartModel.ts";
import type { Host } from "../ui/host.ts";
import type { AxisKind } from "../model/range.ts";
import { readTheme } from "../ui/readTheme.ts";
import { CompareChart } from "./compareChart.ts";
import { commonAxes, comparedRuns, comparedSeries, wholeOfAll, type Compared } from "./compared.ts";
import { ComparePage } from "./comparePage.ts";
import { compareReadout } from "./compareReadout.ts";

/** Joins what the extension sends of several runs and what the person chooses into one page that compares them. */
export class ComparePanel {
  readonly #host: Host;
  readonly #runs: ReadonlyMap<string, RunModel>;
  readonly #page: ComparePage;
  readonly #view: PageView;
  readonly #controls: AxisControls;
  readonly #charts: readonly CompareChart[];
  #compared: readonly Compared[] = [];

  constructor(root: HTMLElement, host: Host, logs: readonly string[]) {
    this.#host = host;
    this.#runs = new Map(logs.map((log) => [log, new RunModel()]));
    this.#view = new PageView({
      host,
      logs,
      draw: () => this.#draw(),
      needs: () => this.#needs(),
      whole: () => wholeOfAll(this.#compared, this.#kind()) ?? [0, 1],
      kind: () => this.#kind(),
      zoomed: () => this.#compared[0]?.shown.view.zoom ?? null,
    });
    const view = this.#view;
    this.#controls = new AxisControls({
      change: (chosen) => view.change(chosen),
      zoom: (factor) => view.zoom(factor),
    });
    this.#page = new ComparePage(root, {
      controls: this.#controls.root,
      spoken: view.cursor.spoken,
      compared: () => this.#compared,
    });
    this.#charts = comparedSeries.map((series) => {
      const { canvas } = this.#page.frames[series];
      const chart = new CompareChart(canvas, series);
      view.link(canvas, chart.chart, {
        describe: (place) => compareReadout(place, this.#compared, series),
        open: ({ x }) => this.#openNearest(x),
      });
      return chart;
    });
  }

  receive(message: ToPanel): void {
    if (message.type === "state") {
      this.#runs.get(message.state.log)?.take(message.state);
      this.#view.ask();
    } else if (message.type === "columns") {
      this.#runs.get(message.log)?.takeColumn(message.part);
    }
    this.redraw();
  }

  redraw(): void {
    this.#view.redraw();
  }

  #needs(): readonly ColumnNeeds[] {
    return [...this.#runs].flatMap(([log, run]) =>
      run.state?.review ? [{ log, columns: run.columns, ids: run.needs(this.#view.state.axis) }] : [],
    );
  }

  #draw(): void {
    const view = this.#view.state;
    this.#compared = comparedRuns(this.#runs, view, readTheme());
    const [first] = this.#compared;
    if (first !== undefined) {
      const { axis, plot } = first.shown;
      const axes = commonAxes([...this.#runs.values()]);
      this.#controls.show(view, {
        axis,
        axes: axes.map((one) => ({ value: one, label: axisName(one, plot) })),
      });
    }
    const drawn = this.#charts.map((chart) => chart.show(this.#compared));
    this.#page.show({ compared: this.#compared, runs: [...this.#runs.values()], drawn });
    this.#view.cursor.refresh();
  }

  /** Opens the log of the run that has a record nearest to a place. */
  #openNearest(x: number): void {
    const distances = this.#compared.map(({ shown }) => {
      const index = shown.loss.nearest(x);
      return index === null ? Infinity : Math.abs((shown.loss.x[index] ?? Infinity) - x);
    });
    const nearest = this.#compared[distances.indexOf(Math.min(...distances))];
    const line = nearest === undefined ? null : lineNear(nearest.shown.columns, nearest.shown.loss, x);
    if (nearest !== undefined && line !== null) {
      this.#host.send({ type: "openLog", log: nearest.log, line });
    }
  }

  #kind(): AxisKind {
    const [first] = this.#compared;
    return first === undefined ? this.#view.state.x : kindOfX(first.shown);
  }
}
