import { element } from "../ui/element.ts";
import { NumbersTable, type Numbers } from "./tables/numbersTable.ts";

/** A place for a chart: the canvas, what it shows in a sentence, and the words that stand there where nothing is drawn. */
export class ChartFrame {
  readonly canvas: HTMLCanvasElement;
  readonly root: HTMLElement;
  readonly #frame: HTMLElement;
  readonly #below: HTMLElement;
  readonly #absent = element("p", { class: "absent muted" });
  readonly #numbers = new NumbersTable();
  #isDrawn: boolean | null = null;
  /** What is said of the chart, or in its place. */
  #words = "";

  constructor(height: "tall" | "low", below: readonly HTMLElement[] = []) {
    this.canvas = element("canvas", { attributes: { role: "img", tabindex: "0" } });
    this.#frame = element("div", { class: `chart ${height}`, children: [this.canvas] });
    this.#below = element("div", { children: below });
    this.root = element("div", { children: [this.#frame, this.#below, this.#absent, this.#numbers.root] });
  }

  /** Shows the chart; `label` is its finding in a sentence, `numbers` what it draws, where that stands nowhere else. */
  present(label: string, numbers: Numbers | null): void {
    this.#turn(true, label);
    this.#numbers.show(numbers);
  }

  /** Says why there is nothing to draw. */
  explain(reason: string): void {
    this.#turn(false, reason);
    this.#numbers.show(null);
  }

  /** Touches the page only where something is new: a zoom draws the chart and changes nothing else. */
  #turn(isDrawn: boolean, words: string): void {
    if (this.#isDrawn === isDrawn && this.#words === words) {
      return;
    }
    [this.#isDrawn, this.#words] = [isDrawn, words];
    this.#frame.hidden = !isDrawn;
    this.#below.hidden = !isDrawn;
    this.#absent.hidden = isDrawn;
    if (isDrawn) {
      this.canvas.setAttribute("aria-label", words);
    } else {
      this.#absent.textContent = words;
    }
  }
}
