import type { Chart } from "chart.js";
import type { Residuals } from "../../src/review/model/runPlot.ts";
import { element } from "../ui/element.ts";
import { significant } from "../ui/format.ts";
import { rangeOf, type Range } from "../model/range.ts";
import type { Theme } from "../ui/theme.ts";
import { drawChart, makeChart, visiblePoints, type Line, type ChartSpec } from "./curveChart.ts";
import { ChartLegend, type LegendKey } from "../ui/chartLegend.ts";
import type { ChartModel } from "../model/chartModel.ts";
import { axisFormat } from "../model/pageAxis.ts";
import { modelLooks } from "../model/models.ts";
import { t } from "../ui/text.ts";
import { axesOf, dots, level } from "./residualLines.ts";

interface Small {
  readonly title: string;
  readonly root: HTMLElement;
  readonly canvas: HTMLCanvasElement;
  readonly absent: HTMLElement;
  readonly legend: ChartLegend;
  chart: Chart | null;
}

/** What one small chart says and shows; a picture of null says why there is none. */
interface SmallPicture {
  readonly label: string;
  readonly picture: ChartSpec | null;
  readonly keys?: readonly LegendKey[];
}

const titles = (): string[] => [t("Against time"), t("Autocorrelation"), t("Normal Q–Q"), t("Power spectrum")];

/** Four small charts of what the best model leaves; made when they are first seen, and of no cost before. */
export class ResidualCharts {
  readonly root: HTMLElement;
  readonly #charts: readonly Small[] = titles().map(small);
  readonly #words = element("p", { class: "muted" });
  readonly #grid: HTMLElement;
  #shown: ChartModel | null = null;
  /** The plot that was drawn last. */
  #plot: ChartModel["plot"] | null = null;
  /** What the charts show now: a zoom of other charts is nothing to these. */
  #drawn = "";
  #seen = false;

  constructor() {
    this.#grid = element("div", { class: "multiples", children: this.#charts.map(({ root }) => root) });
    this.root = element("div", { children: [this.#words, this.#grid] });
    new IntersectionObserver((entries) => {
      this.#seen = entries.at(-1)?.isIntersecting === true;
      this.#draw();
    }).observe(this.root);
  }

  show(shown: ChartModel): void {
    this.#shown = shown;
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
      "Logarithm of the loss minus that of the best model, {0}, within the window of the fit.",
      modelLooks[residuals.model].label,
    );
    const pictures = [
      overTime(residuals, shown),
      correlation(residuals, shown.theme),
      quantiles(residuals, shown.theme),
      spectrum(residuals, shown),
    ];
    this.#charts.forEach((chart, i) => {
      const picture = pictures[i];
      if (picture !== undefined) {
        present(chart, picture);
      }
    });
  }
}

function small(title: string): Small {
  const canvas = element("canvas", { attributes: { role: "img", "aria-label": title } });
  const absent = element("p", { class: "absent muted" });
  const legend = new ChartLegend();
  const root = element("figure", {
    children: [
      element("figcaption", { text: title }),
      legend.root,
      element("div", { class: "chart small", children: [canvas] }),
      absent,
    ],
  });
  return { title, root, canvas, absent, legend, chart: null };
}

function present(one: Small, { label, picture, keys = [] }: SmallPicture): void {
  one.legend.root.hidden = keys.length === 0 || picture === null;
  one.legend.show(keys);
  one.canvas.hidden = picture === null;
  one.absent.hidden = picture !== null;
  one.absent.textContent = label;
  one.canvas.setAttribute("aria-label", `${one.title}. ${label}`);
  if (picture !== null) {
    one.chart ??= makeChart(one.canvas, []);
    drawChart(one.chart, picture);
  }
}

function overTime({ overTime: points }: Residuals, shown: ChartModel): SmallPicture {
  const { plot, theme, axis } = shown;
  const kind = "linear";
  const axes = axesOf(points, { x: kind, y: "linear" });
  const spread = rangeOf("linear", points.y);
  return {
    label: t("From {0} to {1} in ln loss.", significant(spread?.[0] ?? null, 2), significant(spread?.[1] ?? null, 2)),
    picture: axes && {
      x: { kind, range: axes.x, ...axisFormat(axis, plot, axes.x) },
      y: { kind: "linear", title: t("ln loss − fit"), range: axes.y },
      lines: [dots(points, { x: kind, y: "linear" }, theme), level(0, axes.x, theme)],
      theme,
    },
    keys: [
      { sample: "mean", text: t("Bin") },
      { sample: "level", text: t("On the model") },
    ],
  };
}

function correlation({ correlation: points, correlationLimit: limit }: Residuals, theme: Theme): SmallPicture {
  const beyond = points.y.filter((value) => Math.abs(value) > limit).length;
  const x: Range = [0, points.t.length + 1];
  const sticks: Line = {
    data: [...points.y].flatMap((value, i) => [
      { x: i + 1, y: 0 },
      { x: i + 1, y: value },
      { x: i + 1, y: NaN },
    ]),
    borderColor: theme.blue,
    borderWidth: 2,
    pointRadius: 0,
  };
  return {
    label: t(
      "{0} at lag 1; {1} of {2} lags lie beyond what white noise shows (dashed).",
      significant(points.y[0] ?? null, 2),
      beyond,
      points.t.length,
    ),
    picture: {
      x: { kind: "linear", title: t("lag in bins"), range: x },
      y: { kind: "linear", title: t("correlation"), range: [Math.min(-0.3, ...points.y) - 0.05, 1] },
      lines: [sticks, level(limit, x, theme), level(-limit, x, theme), { ...level(0, x, theme), borderDash: [] }],
      theme,
    },
    keys: [{ sample: "level", text: t("95% limits of white noise") }],
  };
}

function quantiles({ quantiles: points }: Residuals, theme: Theme): SmallPicture {
  const range = rangeOf("linear", points.t, points.y) ?? [-3, 3];
  const kinds = { x: "linear", y: "linear" } as const;
  const diagonal: Line = {
    data: range.map((value) => ({ x: value, y: value })),
    borderColor: theme.muted,
    borderWidth: 1,
    borderDash: [6, 3],
    pointRadius: 0,
  };
  const greatest = Math.max(...points.y.map(Math.abs));
  return {
    label: t(
      "The largest residual is {0} standard deviations; on the dashed line they are normal.",
      significant(greatest, 2),
    ),
    picture: {
      x: { kind: "linear", title: t("normal quantile"), range },
      y: { kind: "linear", title: t("residual in σ"), range },
      lines: [dots(points, kinds, theme), diagonal],
      theme,
    },
    keys: [
      { sample: "mean", text: t("Bin") },
      { sample: "level", text: t("Normal distribution") },
    ],
  };
}

function spectrum({ spectrum: found }: Residuals, { review, theme }: ChartModel): SmallPicture {
  if (found === null) {
    return {
      label: t("No spectrum: the log has too few records for one."),
      picture: null,
    };
  }
  const points = { t: found.frequency, y: found.density };
  const floor = review.noise?.floor ?? null;
  const axes = axesOf(points, { x: "log", y: "log" });
  const line: Line = {
    data: visiblePoints(points, { x: "log", y: "log" }),
    borderColor: theme.blue,
    borderWidth: 1.5,
    pointRadius: 0,
  };
  return {
    label: floor === null ? t("It has no floor.") : t("The noise floor (dashed) is {0}.", significant(floor, 2)),
    picture: axes && {
      x: { kind: "log", title: t("frequency (1/record)"), range: axes.x },
      y: { kind: "log", title: t("density"), range: axes.y },
      lines: [line, ...(floor === null ? [] : [level(floor, axes.x, theme)])],
      theme,
    },
    keys: [
      { sample: "training", text: t("Residuals, record by record") },
      ...(floor === null ? [] : [{ sample: "level", text: t("Noise floor") }]),
    ],
  };
}
