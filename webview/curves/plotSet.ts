import { element } from "../ui/element.ts";
import type { CurvePlot } from "./curvePlot.ts";

/** The plots on the page, one a chart. */
export class PlotSet {
  readonly root = element("div", { class: "plots" });
  readonly #make: (chart: string) => CurvePlot;
  readonly #plots = new Map<string, CurvePlot>();

  constructor(make: (chart: string) => CurvePlot) {
    this.#make = make;
  }

  /** Those that there are, in the order of their making. */
  get all(): readonly CurvePlot[] {
    return [...this.#plots.values()];
  }

  of(chart: string): CurvePlot | undefined {
    return this.#plots.get(chart);
  }

  /** Makes the plots that are missing and takes away those of no chart any more. */
  keep(charts: readonly string[]): void {
    for (const [chart, plot] of this.#plots) {
      if (!charts.includes(chart)) {
        plot.dispose();
        this.#plots.delete(chart);
      }
    }
    for (const chart of charts) {
      if (!this.#plots.has(chart)) {
        const plot = this.#make(chart);
        this.#plots.set(chart, plot);
        this.root.append(plot.root);
      }
    }
  }

  /** Draws what is pointed at in each of them. */
  mark(key: string | null, x: number | null): void {
    this.#plots.forEach((plot) => plot.mark(key, x));
  }
}
