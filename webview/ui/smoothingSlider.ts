import { mostSmoothing } from "../../src/sweep/view/curvesView.ts";
import { element, setText } from "./element.ts";
import { fixed } from "./format.ts";
import { t } from "./text.ts";

/** Chooses how strongly curves are smoothed: the weight of what came before, 0 for none. */
export class SmoothingSlider {
  readonly root: HTMLElement;
  readonly #input = element("input", {
    attributes: { type: "range", min: "0", max: String(mostSmoothing), step: "0.02", "aria-label": t("Smoothing") },
  });
  readonly #weight = element("span", { class: "weight" });

  constructor(choose: (smoothing: number) => void) {
    this.root = element("label", { class: "smoothing", children: [t("Smoothing"), this.#input, this.#weight] });
    this.#input.addEventListener("input", () => choose(Number(this.#input.value)));
  }

  show(smoothing: number): void {
    // Who drags the slider is ahead of what is drawn.
    if (document.activeElement !== this.#input && this.#input.value !== String(smoothing)) {
      this.#input.value = String(smoothing);
    }
    setText(this.#weight, smoothing === 0 ? t("off") : fixed(smoothing, 2));
  }
}
