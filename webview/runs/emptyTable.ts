import type { TableView } from "../../src/sweep/view/tableView.ts";
import { element } from "../ui/element.ts";
import { t } from "../ui/text.ts";
import { whyEmpty, type EmptyParts, type EmptyReason } from "./emptyReason.ts";

/** What stands in place of a table without lines; written only where it changed, since it is read out. */
export class EmptyTable {
  readonly root = element("p", { class: "nothing muted", attributes: { role: "status" } });
  readonly #change: (changes: Partial<TableView>) => void;
  #shown: EmptyReason | null = null;

  constructor(change: (changes: Partial<TableView>) => void) {
    this.#change = change;
  }

  /** `parts`: null where the table has lines. */
  show(parts: EmptyParts | null): void {
    const reason = parts === null ? null : whyEmpty(parts);
    this.root.hidden = reason === null;
    if (reason !== this.#shown) {
      this.#shown = reason;
      this.root.replaceChildren(...(reason === null ? [] : this.#content(reason)));
    }
  }

  #content(reason: EmptyReason): readonly (string | HTMLElement)[] {
    switch (reason) {
      case "searching":
        return [t("Looking for runs…")];
      case "none":
        return [
          t(
            'This workspace has no runs. A run is a folder with a log; the setting "slopewise.logs" says which files are logs.',
          ),
        ];
      case "filtered":
        return [t("No run matches the filter."), this.#button(t("Clear filter"), { filter: "" })];
      case "hidden":
        return [t("All matching runs are hidden."), this.#button(t("Show hidden runs"), { hidden: [] })];
    }
  }

  #button(text: string, changes: Partial<TableView>): HTMLElement {
    const made = element("button", { class: "tool", text, attributes: { type: "button" } });
    made.addEventListener("click", () => this.#change(changes));
    return made;
  }
}
