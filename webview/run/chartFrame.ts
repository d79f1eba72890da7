import { element } from "../shared/element.ts";
import { NumbersTable, type Numbers } from "./numbersTable.ts";

/** A place for a chart: the canvas, what it shows in a sentence, and the words that stand there where nothing is drawn. */
export class ChartFrame {
  readonly canvas: HTMLCanvasElement;
  readonly root: HTMLElement;
  readonly #frame: HTMLElement;
  readonly #below: HTMLElement;
  readonly #absent = element("p", { class: "absent muted" });
  readonly #numbers = new NumbersTable();

  constructor(height: "tall" | "low", below: readonly HTMLElement[] = []) {
    this.canvas = element("canvas", { attributes: { role: "img", tabindex: "0" } });
    this.#frame = element("div", { class: `chart ${height}`, children: [this.canvas] });
    this.#below = element("div", { children: below });
    this.root = element("div", { children: [this.#frame, this.#below, this.#absent, this.#numbers.root] });
  }

  /** Shows the chart; `label` is its finding in a sentence, `numbers` what it draws, where that stands nowhere else. */
  present(label: string, numbers: Numbers | null): void {
    this.canvas.setAttribute("aria-label", label);
    this.#turn(true);
    this.#numbers.show(numbers);
  }

  /** Says why there is nothing to draw. */
  explain(reason: string): void {
    this.#turn(false);
    this.#absent.textContent = reason;
    this.#numbers.show(null);
  }

  #turn(isDrawn: boolean): void {
    this.#frame.hidden = !isDrawn;
    this.#below.hidden = !isDrawn;
    this.#absent.hidden = isDrawn;
  }
}
