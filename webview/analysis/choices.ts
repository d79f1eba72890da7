import type { ShownAnalysis } from "../../src/protocol/shownAnalysis.ts";
import type { AnalysisView } from "../../src/sweep/view/tableView.ts";
import { element } from "../ui/element.ts";
import { t } from "../ui/text.ts";

/** What the figures of the analysis are colored by, and what their map is of, as a person changes it. */
export class AnalysisChoices {
  readonly root = element("div", { class: "analysis-choices" });
  readonly #lists: Readonly<Record<keyof AnalysisView, HTMLSelectElement>>;

  constructor(change: (changes: Partial<AnalysisView>) => void) {
    const list = (id: keyof AnalysisView, label: string): HTMLSelectElement => {
      const made = element("select");
      made.addEventListener("change", () => change({ [id]: made.value }));
      this.root.append(element("label", { class: "relation-choice", children: [label, made] }));
      return made;
    };
    this.#lists = {
      group: list("group", t("Color and group figures by")),
      x: list("x", t("Heat map: x axis")),
      y: list("y", t("Heat map: y axis")),
    };
    this.root.hidden = true;
  }

  /** Shows the settings to choose from and what is chosen; nothing where there is no choice. */
  show({ varying, shown }: ShownAnalysis): void {
    this.root.hidden = varying.length < 2;
    for (const [id, list] of Object.entries(this.#lists) as [keyof AnalysisView, HTMLSelectElement][]) {
      const options = varying.map((key) => element("option", { text: key, attributes: { value: key } }));
      list.replaceChildren(...options);
      list.value = shown[id];
    }
  }
}
