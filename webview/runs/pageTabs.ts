import type { TableView } from "../../src/sweep/view/tableView.ts";
import { element } from "../ui/element.ts";
import { t } from "../ui/text.ts";

type Tab = TableView["tab"];

/** The halves of the page: the table with its charts, and what the runs say together. */
export class PageTabs {
  readonly root = element("div", { class: "tabs", attributes: { role: "tablist", "aria-label": t("Runs") } });
  readonly #tabs: ReadonlyMap<Tab, HTMLElement>;

  constructor(choose: (tab: Tab) => void) {
    const tab = (id: Tab, text: string): readonly [Tab, HTMLElement] => {
      const made = element("button", { text, attributes: { type: "button", role: "tab" } });
      made.addEventListener("click", () => choose(id));
      made.addEventListener("keydown", ({ key }) => {
        if (key === "ArrowLeft" || key === "ArrowRight") {
          const other = id === "table" ? "analysis" : "table";
          choose(other);
          this.#tabs.get(other)?.focus();
        }
      });
      return [id, made];
    };
    this.#tabs = new Map([tab("table", t("Table")), tab("analysis", t("Analysis"))]);
    this.root.append(...this.#tabs.values());
  }

  show(shown: Tab): void {
    for (const [id, tab] of this.#tabs) {
      tab.setAttribute("aria-selected", String(id === shown));
      tab.tabIndex = id === shown ? 0 : -1;
    }
  }
}
