import { element, setText } from "../../ui/element.ts";
import { t } from "../../ui/text.ts";

export interface FigureParts {
  readonly canvas: HTMLCanvasElement;
  /** Where the values at the cursor go. */
  readonly dock: HTMLElement;
}

interface Filled extends FigureParts {
  readonly place: HTMLElement;
  readonly words: HTMLElement;
  readonly trend: HTMLElement;
}

/** A place of the size of a small chart, with its metric's name: the rest is made when it comes into sight. */
export class MetricFigure {
  readonly root: HTMLElement;
  readonly #metric: string;
  readonly #caption: HTMLElement;
  #filled: Filled | null = null;

  constructor(metric: string) {
    this.#metric = metric;
    this.#caption = element("figcaption", { class: "heading", children: [nameOf(metric)] });
    this.root = element("figure", { class: "metric", children: [this.#caption] });
  }

  /** The chart's parts, made where they are not there. `tools`: what stands after the name. */
  fill(tools: () => readonly HTMLElement[]): FigureParts {
    this.#filled ??= this.#make(tools());
    return this.#filled;
  }

  /** Takes the chart's parts away; gives the canvas, null where there was none. */
  clear(): HTMLCanvasElement | null {
    const canvas = this.#filled?.canvas ?? null;
    this.#filled = null;
    this.#caption.replaceChildren(nameOf(this.#metric));
    this.root.replaceChildren(this.#caption);
    return canvas;
  }

  /** `label`: what a screen reader says of the chart; `trend`: what is said of the trend through it. */
  present(shown: {
    readonly isDrawn: boolean;
    readonly label: string;
    readonly trend: string;
    readonly hasTrend: boolean;
  }): void {
    if (this.#filled === null) {
      return;
    }
    const { canvas, place, words, trend } = this.#filled;
    place.hidden = !shown.isDrawn;
    words.hidden = shown.isDrawn;
    setText(words, shown.isDrawn ? "" : t("No value of {0} can be placed in time.", this.#metric));
    setText(trend, shown.trend);
    trend.classList.toggle("drawn", shown.hasTrend);
    if (canvas.getAttribute("aria-label") !== shown.label) {
      canvas.setAttribute("aria-label", shown.label);
    }
  }

  #make(tools: readonly HTMLElement[]): Filled {
    const metric = this.#metric;
    const canvas = element("canvas", {
      attributes: { role: "img", tabindex: "0", "data-metric": metric, "aria-label": metric },
    });
    const place = element("div", { class: "chart small", children: [canvas] });
    const words = element("p", { class: "absent muted", text: t("Reading {0}…", metric) });
    const trend = element("span", { class: "trend muted" });
    const dock = element("span", { class: "read", attributes: { "aria-hidden": "true" } });
    this.#caption.append(dock, trend, ...tools);
    this.root.append(place, words);
    return { canvas, place, words, trend, dock };
  }
}

function nameOf(metric: string): HTMLElement {
  return element("span", { class: "metric-name", text: metric, attributes: { title: metric } });
}
