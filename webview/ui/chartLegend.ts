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

  /** @param tools What changes the chart, next to its legend. */
  constructor(tools: readonly HTMLElement[] = []) {
    const bar = tools.length === 0 ? null : element("div", { class: "tool-buttons", children: tools });
    this.root = element("div", { class: "chart-head", children: [this.#content.root, bar] });
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
