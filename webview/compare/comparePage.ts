import { ChartFrame } from "../sections/chartFrame.ts";
import type { RunModel } from "../model/chartModel.ts";
import { copyButton } from "../ui/copyButton.ts";
import { element } from "../ui/element.ts";
import { Memo } from "../model/memo.ts";
import { LazyContent } from "../ui/lazyContent.ts";
import { section } from "../ui/section.ts";
import { counted, t } from "../ui/text.ts";
import { comparedSeries, type Compared, type ComparedSeries } from "./compared.ts";
import { compareMarkdown, compareTable } from "./compareTable.ts";

export interface ComparePageParts {
  readonly controls: HTMLElement;
  readonly spoken: HTMLElement;
  readonly compared: () => readonly Compared[];
}

export interface ComparedState {
  readonly compared: readonly Compared[];
  /** All runs, those that have not come among them. */
  readonly runs: readonly RunModel[];
  /** Which of the charts have something to draw. */
  readonly drawn: readonly boolean[];
}

/** The page of a comparison: its own frame is built once. */
export class ComparePage {
  readonly frames: Readonly<Record<ComparedSeries, ChartFrame>> = {
    loss: new ChartFrame("tall"),
    curvature: new ChartFrame("low"),
    residuals: new ChartFrame("low"),
  };
  readonly #status = element("p", { class: "muted status", text: t("Reading the logs…") });
  readonly #problem = element("p", { class: "problem", attributes: { role: "status" } });
  readonly #table = new LazyContent(element("div"));
  readonly #filled = new Memo<void>();

  constructor(root: HTMLElement, { controls, spoken, compared }: ComparePageParts) {
    const copy = copyButton(t("Copy as Markdown table"), () => compareMarkdown(compared()));
    const title = element("h1", { text: t("Runs compared") });
    this.#problem.hidden = true;
    root.replaceChildren(
      element("header", { children: [element("div", { children: [title, this.#status] })] }),
      this.#problem,
      section(t("Numbers"), [this.#table.root], [copy]),
      section(t("Loss"), [element("div", { class: "toolbar", children: [controls] }), this.frames.loss.root, spoken]),
      section(t("Curvature"), [this.frames.curvature.root]),
      section(t("Residuals of the best model of each"), [this.frames.residuals.root]),
    );
  }

  show({ compared, runs, drawn }: ComparedState): void {
    const missing = runs.length - compared.length;
    this.#status.textContent =
      missing === 0
        ? counted(runs.length, ["{0} run", "{0} runs"])
        : t("{0} of {1} runs, reading the others…", compared.length, runs.length);
    const problems = runs.flatMap(({ state }) => state?.problem ?? []);
    this.#problem.textContent = problems.join(" ");
    this.#problem.hidden = problems.length === 0;
    const key = compared.map(({ name, look, shown }) => [name, look.color, look.dash, shown.said]);
    // Reviews are long: they are compared by what they say only where they are others, not at every zoom.
    this.#filled.of(key.flat(), () => this.#table.show(key, () => [compareTable(compared)]));
    comparedSeries.forEach((series, i) => {
      const frame = this.frames[series];
      if (drawn[i] === true) {
        frame.present(labelOf(series, compared), null);
      } else {
        frame.explain(t("No run has anything to draw here."));
      }
    });
  }
}

function labelOf(series: ComparedSeries, compared: readonly Compared[]): string {
  const names = compared.map(({ name }) => name).join(", ");
  switch (series) {
    case "loss":
      return t("Loss of {0}. Their numbers are in the table above.", names);
    case "curvature":
      return t("Curvature of {0}. Their numbers are in the table above.", names);
    case "residuals":
      return t("Residuals of {0}. Their numbers are in the table above.", names);
  }
}
