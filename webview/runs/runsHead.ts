import type { RunRow } from "../../src/sweep/rows/runRow.ts";
import type { TableLayout } from "../../src/sweep/view/layTable.ts";
import { element } from "../ui/element.ts";
import { t } from "../ui/text.ts";
import { countParts, settingsWithoutColumn, sharedSettings } from "./runCounts.ts";

/** The head of the page: how many runs there are, what they share, and what could not be found. */
export class RunsHead {
  readonly root: HTMLElement;
  readonly #counts = element("div", { class: "counts", attributes: { role: "status" } });
  readonly #constant = element("div");
  readonly #missing = element("ul", { class: "missing", attributes: { role: "status" } });
  #said = "";

  /** `tabs`: stand in the line of the title. */
  constructor(tabs: HTMLElement) {
    const title = element("h1", { text: t("Runs") });
    this.root = element("header", {
      children: [
        element("div", { class: "title", children: [title, this.#counts, tabs] }),
        this.#constant,
        this.#missing,
      ],
    });
  }

  /** Written only where it changed: what is written is read out, and an open list of settings stays open. */
  show(rows: readonly RunRow[], layout: TableLayout): void {
    const counts = countParts(rows, layout);
    const constant = [sharedSettings(rows, layout), settingsWithoutColumn(layout)];
    const said = [...counts, ...constant].map((part) => part?.outerHTML ?? "").join("");
    if (said !== this.#said) {
      this.#said = said;
      this.#counts.replaceChildren(...counts);
      this.#constant.replaceChildren(...constant.filter((part) => part !== null));
    }
  }

  showMissing(texts: readonly string[]): void {
    this.#missing.replaceChildren(...texts.map((text) => element("li", { text })));
    this.#missing.hidden = texts.length === 0;
  }
}
