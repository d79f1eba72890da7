import { element } from "./element.ts";
import { LazyContent } from "./lazyContent.ts";

/** One thing that a chart draws. */
export interface LegendKey {
  /** Class of its sample in the style sheet, which is drawn as the thing itself is. */
  readonly sample: string;
  readonly text: string;
  /** More on it, for the pointer. */
  readonly title?: string;
}

/** What a chart draws, each with a sample of how: above the chart, filled again only where it draws something else. */
export class ChartLegend {
  readonly root: HTMLElement;
  readonly #content = new LazyContent(element("div", { class: "keys muted" }));

  constructor() {
    this.root = element("div", { class: "chart-head", children: [this.#content.root] });
  }

  /**
   * A place for the values under the cursor, which stand where the keys do: they say the same with numbers. The legend is
   * as high as they are from the start, so that no chart moves; `length` says whether they take a line or two.
   */
  dock(length: "short" | "long"): HTMLElement {
    const values = element("div", { class: "values" });
    this.root.classList.add(length);
    // What is read out when keys move the cursor is spoken elsewhere.
    this.root.append(element("div", { class: "readout", attributes: { "aria-hidden": "true" }, children: [values] }));
    return values;
  }

  show(keys: readonly LegendKey[]): void {
    this.#content.show(keys, () => keys.map(keyOf));
  }
}

function keyOf({ sample, text, title }: LegendKey): HTMLElement {
  return element("span", {
    class: "key",
    ...(title === undefined ? {} : { attributes: { title } }),
    children: [
      element("span", { class: `sample ${sample}`, attributes: { "aria-hidden": "true" } }),
      element("span", { text }),
    ],
  });
}
