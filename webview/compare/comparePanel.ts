import type { RunState, ToPanel } from "../../src/protocol.ts";
import { Cursor } from "../run/cursor.ts";
import { shownRange } from "../run/curveChart.ts";
import { lineNear } from "../run/logLine.ts";
import { axisName } from "../run/pageAxis.ts";
import { kindOfX, ShownRun } from "../run/shown.ts";
import { restoredView, type ViewState } from "../run/viewState.ts";
import { AxisControls } from "../run/axisControls.ts";
import type { Host } from "../shared/host.ts";
import { middleOf, zoomed, type AxisKind, type Range } from "../shared/range.ts";
import { readTheme } from "../shared/readTheme.ts";
import { keptWithin, zoomPan } from "../shared/zoomPan.ts";
import { CompareChart } from "./compareChart.ts";
import { commonAxes, comparedRuns, comparedSeries, wholeOfAll, type Compared } from "./compared.ts";
import { ComparePage } from "./comparePage.ts";
import { compareReadout } from "./compareReadout.ts";

/** Joins what the extension sends of several runs and what the person chooses into one page that compares them. */
export class ComparePanel {
  readonly #host: Host;
  readonly #runs: ReadonlyMap<string, ShownRun>;
  readonly #page: ComparePage;
  readonly #controls: AxisControls;
  readonly #charts: readonly CompareChart[];
  readonly #cursor: Cursor;
  readonly #asked = new Map<string, string>();
  #view: ViewState;
  #compared: readonly Compared[] = [];
  #frame = 0;

  constructor(root: HTMLElement, host: Host, logs: readonly string[]) {
    this.#host = host;
    this.#runs = new Map(logs.map((log) => [log, new ShownRun()]));
    this.#view = restoredView(host.kept, logs);
    host.keep(this.#view);
    this.#controls = new AxisControls({
      change: (chosen) => this.#change(chosen),
      zoom: (factor) => this.#zoom(factor),
    });
    this.#cursor = new Cursor({ range: () => this.#range(), kind: () => this.#kind() });
    this.#page = new ComparePage(root, {
      controls: this.#controls.root,
      spoken: this.#cursor.spoken,
      compared: () => this.#compared,
    });
    this.#charts = comparedSeries.map((series) => {
      const { canvas } = this.#page.frames[series];
      const chart = new CompareChart(canvas, series);
      zoomPan(canvas, {
        area: () => chart.chart.chartArea,
        range: () => this.#range(),
        kind: () => this.#kind(),
        whole: () => this.#whole(),
        show: (zoom) => this.#change({ zoom }),
      });
      this.#cursor.add({
        canvas,
        chart: chart.chart,
        describe: (place) => compareReadout(place, this.#compared, series),
        open: ({ x }) => this.#openNearest(x),
      });
      return chart;
    });
  }

  receive(message: ToPanel): void {
    if (message.type === "state") {
      this.#take(message.state);
    } else {
      this.#runs.get(message.log)?.takeColumn(message.part);
      this.redraw();
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

  #take(state: RunState): void {
    this.#runs.get(state.log)?.take(state);
    this.redraw();
    this.#ask();
  }

  #change(chosen: Partial<ViewState>): void {
    this.#view = { ...this.#view, ...chosen };
    this.#host.keepChoice(this.#view);
    this.redraw();
    this.#ask();
  }

  /** Asks for the columns of every run that has come, where they are others than before. */
  #ask(): void {
    for (const [log, run] of this.#runs) {
      if (run.state?.review) {
        const ids = run.needs(this.#view.axis);
        const asked = ids.join("\n");
        if (asked !== this.#asked.get(log)) {
          this.#asked.set(log, asked);
          this.#host.send({ type: "columns", log, wants: run.columns.wants(ids) });
        }
      }
    }
  }

  #zoom(factor: number | null): void {
    const [range, kind] = [this.#range(), this.#kind()];
    const zoom =
      factor === null ? null : keptWithin(zoomed(range, kind, { factor, about: middleOf(range, kind) }), this.#whole());
    this.#change({ zoom });
  }

  #draw(): void {
    this.#compared = comparedRuns(this.#runs, this.#view, readTheme());
    const [first] = this.#compared;
    if (first !== undefined) {
      const { axis, plot } = first.shown;
      const axes = commonAxes([...this.#runs.values()]);
      this.#controls.show(this.#view, {
        axis,
        axes: axes.map((one) => ({ value: one, label: axisName(one, plot) })),
      });
    }
    const drawn = this.#charts.map((chart) => chart.show(this.#compared));
    this.#page.show({ compared: this.#compared, runs: [...this.#runs.values()], drawn });
    this.#cursor.hide();
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
    return first === undefined ? this.#view.x : kindOfX(first.shown);
  }

  #whole(): Range {
    return wholeOfAll(this.#compared, this.#kind()) ?? [0, 1];
  }

  #range(): Range {
    return shownRange(this.#compared[0]?.shown.view.zoom ?? null, this.#whole(), this.#kind());
  }
}
