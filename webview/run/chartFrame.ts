import { element } from "../shared/element.ts";

/** A place for a chart: the canvas, what it shows in a sentence, and the words that stand there where nothing is drawn. */
export class ChartFrame {
  readonly canvas: HTMLCanvasElement;
  readonly root: HTMLElement;
  readonly #frame: HTMLElement;
  readonly #below: HTMLElement;
  readonly #absent = element("p", { class: "absent muted" });
  readonly #numbers = element("div");

  constructor(height: "tall" | "low", below: readonly HTMLElement[] = []) {
    this.canvas = element("canvas", { attributes: { role: "img", tabindex: "0" } });
    this.#frame = element("div", { class: `chart ${height}`, children: [this.canvas] });
    this.#below = element("div", { children: below });
    this.root = element("div", { children: [this.#frame, this.#below, this.#absent, this.#numbers] });
  }

  /** Shows the chart; `label` is its finding in a sentence, `numbers` a table of what it draws, where there is one. */
  present(label: string, numbers: HTMLDetailsElement | null): void {
    this.canvas.setAttribute("aria-label", label);
    this.#frame.hidden = false;
    this.#below.hidden = false;
    this.#absent.hidden = true;
    const open = this.#numbers.querySelector("details")?.open === true;
    numbers?.toggleAttribute("open", open);
    this.#numbers.replaceChildren(...(numbers === null ? [] : [numbers]));
  }

  /** Says why there is nothing to draw. */
  explain(reason: string): void {
    this.#frame.hidden = true;
    this.#below.hidden = true;
    this.#absent.hidden = false;
    this.#absent.textContent = reason;
    this.#numbers.replaceChildren();
  }
}
