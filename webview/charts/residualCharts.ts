import type { Residuals } from "../../src/review/model/runPlot.ts";
import type { ChartModel } from "../model/chartModel.ts";
import { modelLooks } from "../model/models.ts";
import { ChartLegend } from "../ui/chartLegend.ts";
import { element } from "../ui/element.ts";
import { t } from "../ui/text.ts";
import { CurveChart } from "./curveChart.ts";
import { residualPictures, residualTitles, type ResidualPicture } from "./residualPictures.ts";

interface Small {
  readonly title: string;
  readonly root: HTMLElement;
  readonly canvas: HTMLCanvasElement;
  readonly absent: HTMLElement;
  readonly legend: ChartLegend;
  chart: CurveChart | null;
}

/** Four small charts of what the best model leaves; drawn when they are first seen, and of no cost before. */
export class ResidualCharts {
  readonly root: HTMLElement;
  readonly #tools: (i: number) => readonly HTMLElement[];
  #charts: readonly Small[] = [];
  readonly #words = element("p", { class: "muted" });
  readonly #grid = element("div", { class: "multiples" });
  #shown: ChartModel | null = null;
  /** The plot that was drawn last. */
  #plot: ChartModel["plot"] | null = null;
  /** What the charts show now: a zoom of other charts is nothing to these. */
  #drawn = "";
  #seen = false;

  /** @param tools What stands next to the title of chart `i`. */
  constructor(tools: (i: number) => readonly HTMLElement[]) {
    this.#tools = tools;
    this.root = element("div", { children: [this.#words, this.#grid] });
    new IntersectionObserver((entries) => {
      this.#seen = entries.at(-1)?.isIntersecting === true;
      this.#draw();
    }).observe(this.root);
  }

  show(shown: ChartModel): void {
    this.#shown = shown;
    if (this.#charts.length === 0 && shown.plot.residuals !== null) {
      this.#charts = residualTitles().map((title, i) => small(title, this.#tools(i)));
      this.#grid.append(...this.#charts.map(({ root }) => root));
    }
    this.#draw();
  }

  #draw(): void {
    const shown = this.#shown;
    if (!this.#seen || shown === null) {
      return;
    }
    const isNew = this.#plot !== shown.plot;
    const drawn = JSON.stringify([shown.view.x, shown.axis, shown.theme]);
    if (!isNew && drawn === this.#drawn) {
      return;
    }
    this.#drawn = drawn;
    this.#plot = shown.plot;
    this.#drawAll(shown.plot.residuals, shown);
  }

  #drawAll(residuals: Residuals | null, shown: ChartModel): void {
    this.#grid.hidden = residuals === null;
    if (residuals === null) {
      return;
    }
    this.#words.textContent = t(
      "ln loss minus the best model, {0}, within the fit window.",
      modelLooks[residuals.model].label,
    );
    const pictures = residualPictures(shown);
    this.#charts.forEach((chart, i) => {
      const picture = pictures[i];
      if (picture !== undefined) {
        present(chart, picture);
      }
    });
  }
}

function small(title: string, tools: readonly HTMLElement[]): Small {
  const canvas = element("canvas", { attributes: { role: "img", "aria-label": title } });
  const absent = element("p", { class: "absent muted" });
  const legend = new ChartLegend();
  const root = element("figure", {
    children: [
      element("figcaption", { class: "heading", children: [element("span", { text: title }), ...tools] }),
      legend.root,
      element("div", { class: "chart small", children: [canvas] }),
      absent,
    ],
  });
  return { title, root, canvas, absent, legend, chart: null };
}

function present(one: Small, { label, picture, keys = [] }: ResidualPicture): void {
  one.legend.root.hidden = keys.length === 0 || picture === null;
  one.legend.show(keys);
  one.canvas.hidden = picture === null;
  one.absent.hidden = picture !== null;
  one.absent.textContent = label;
  one.canvas.setAttribute("aria-label", `${one.title}. ${label}`);
  if (picture !== null) {
    one.chart ??= new CurveChart(one.canvas, []);
    one.chart.show(picture);
  }
}
