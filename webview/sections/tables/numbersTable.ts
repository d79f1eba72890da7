import type { Points } from "../../../src/review/model/runPlot.ts";
import { element } from "../../ui/element.ts";
import { aligned } from "../../ui/format.ts";
import { grouped, t } from "../../ui/text.ts";

/** Rows that a table of drawn numbers shows; the CSV holds all. */
const mostRows = 60;

/** What a chart draws, as numbers. */
export interface Numbers {
  readonly points: Points;
  /** What is above the column of times, and above the column of values. */
  readonly titles: readonly [time: string, value: string];
}

/**
 * What a chart draws, as numbers for those who read rather than look: made when it is opened, and filled again in its place,
 * so that a run that grows moves neither the page nor the focus.
 */
export class NumbersTable {
  readonly root: HTMLDetailsElement;
  readonly #summary = element("summary");
  readonly #table = element("table", { class: "narrow" });
  #numbers: Numbers | null = null;
  /** What the table holds. */
  #filled: Numbers | null = null;

  constructor() {
    this.root = element("details", { children: [this.#summary, this.#table] });
    this.root.hidden = true;
    this.root.addEventListener("toggle", () => this.#fill());
  }

  show(numbers: Numbers | null): void {
    this.root.hidden = numbers === null;
    if (numbers !== null && numbers.points !== this.#numbers?.points) {
      this.#numbers = numbers;
      const [step, count] = [stepOf(numbers), numbers.points.t.length];
      this.#summary.textContent =
        step === 1
          ? t("Data table")
          : t("Data table ({0} of {1} rows)", grouped(Math.ceil(count / step)), grouped(count));
      this.#fill();
    }
  }

  #fill(): void {
    const numbers = this.#numbers;
    if (this.root.open && numbers !== null && numbers !== this.#filled) {
      this.#filled = numbers;
      this.#table.replaceChildren(...partsOf(numbers));
    }
  }
}

/** Every how many points get a row. */
function stepOf({ points }: Numbers): number {
  return Math.max(1, Math.ceil(points.t.length / mostRows));
}

function partsOf(numbers: Numbers): HTMLElement[] {
  const { points, titles } = numbers;
  const rows: HTMLElement[] = [];
  const [step, write] = [stepOf(numbers), [aligned(points.t), aligned(points.y)]];
  for (let i = 0; i < points.t.length; i += step) {
    const cells = [points.t[i], points.y[i]].map((value, column) =>
      element("td", { class: "number", text: write[column]?.(value ?? null) ?? "" }),
    );
    rows.push(element("tr", { children: cells }));
  }
  const heads = titles.map((text) => element("th", { class: "number", text, attributes: { scope: "col" } }));
  return [element("thead", { children: [element("tr", { children: heads })] }), element("tbody", { children: rows })];
}
