// Entry of the run panel's page.
import "./run.css";
import type { RunState } from "../../src/protocol.ts";
import { Host } from "../shared/host.ts";
import { onThemeChange, readTheme } from "../shared/theme.ts";
import { zoomPan } from "../shared/zoomPan.ts";
import type { Range } from "../shared/range.ts";
import { CurvatureChart } from "./curvatureChart.ts";
import { LossChart, wholeOf } from "./lossChart.ts";
import { Page } from "./page.ts";
import { toolbar } from "./toolbar.ts";
import { restoredView, type ViewState } from "./viewState.ts";

const host = new Host();
window.addEventListener("error", (event) => host.send({ type: "failed", message: describe(event.error) }));
window.addEventListener("unhandledrejection", (event) =>
  host.send({ type: "failed", message: describe(event.reason) }),
);

const root = document.getElementById("app");
if (root === null) {
  throw new Error("The page has no place for the panel.");
}
start(root, root.dataset["log"] ?? "");

function start(place: HTMLElement, log: string): void {
  let view = restoredView(host.kept, log);
  let state: RunState | null = null;
  host.keep(view);

  const change = (chosen: Partial<ViewState>): void => {
    view = { ...view, ...chosen };
    host.keep(view);
    draw();
  };
  const page = new Page(place, toolbar(view, change), {
    openLog: (line) => host.send({ type: "openLog", line }),
    openCsv: () => host.send({ type: "openCsv" }),
    generateCsv: () => host.send({ type: "generateCsv" }),
  });
  const charts = { loss: new LossChart(page.loss.canvas), curvature: new CurvatureChart(page.curvature.canvas) };

  const draw = (): void => {
    if (state?.review && state.plot) {
      const shown = { review: state.review, plot: state.plot, view, theme: readTheme() };
      charts.loss.show(shown);
      charts.curvature.show(shown);
    }
  };
  const whole = (): Range => (state?.plot ? wholeOf(state.plot, view) : null) ?? [0, 1];
  for (const [canvas, { chart }] of [
    [page.loss.canvas, charts.loss],
    [page.curvature.canvas, charts.curvature],
  ] as const) {
    zoomPan(canvas, {
      area: () => chart.chartArea,
      range: () => view.zoom ?? whole(),
      kind: () => view.x,
      whole,
      show: (zoom) => change({ zoom }),
    });
  }

  onThemeChange(draw);
  keepScroll(() => view, change);
  host.listen((next) => {
    const first = state === null;
    state = next;
    page.show(next);
    draw();
    if (first) {
      window.scrollTo({ top: view.scroll });
    }
  });
  host.send({ type: "ready" });
}

/** Remembers how far the page was scrolled, without writing it down at every pixel. */
function keepScroll(view: () => ViewState, change: (chosen: Partial<ViewState>) => void): void {
  let timer = 0;
  window.addEventListener("scroll", () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => {
      if (Math.abs(window.scrollY - view().scroll) > 1) {
        change({ scroll: window.scrollY });
      }
    }, 200);
  });
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
