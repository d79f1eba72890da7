import type { FromRunsPage, ViewsMessage } from "../../src/protocol/runsPage.ts";
import { parseTableView, type TableView } from "../../src/sweep/view/tableView.ts";
import { sharedView, type SharedView } from "../../src/sweep/view/sharedView.ts";
import type { MenuEntry } from "../ui/menu.ts";
import { t } from "../ui/text.ts";
import type { PromptQuestion } from "./textPrompt.ts";
import { promptHint } from "./textPrompt.ts";

export interface ViewsMenuParts {
  readonly view: () => TableView;
  change(view: SharedView): void;
  ask(question: PromptQuestion): void;
  send(message: Extract<FromRunsPage, { type: "saveView" | "openViews" }>): void;
}

/** The views that people share: one is taken, or how the table is laid out now becomes one. */
export class ViewsMenu {
  readonly #parts: ViewsMenuParts;
  #views: readonly { readonly name: string; readonly view: SharedView }[] = [];

  constructor(parts: ViewsMenuParts) {
    this.#parts = parts;
  }

  take({ views }: ViewsMessage): void {
    this.#views = views.map(({ name, view }) => ({ name, view: sharedView(parseTableView(view)) }));
  }

  entries(): readonly MenuEntry[] {
    const now = JSON.stringify(sharedView(this.#parts.view()));
    const named = this.#views.map(({ name, view }): MenuEntry => ({
      ...{ label: name, checked: JSON.stringify(view) === now },
      act: () => this.#parts.change(view),
    }));
    return [
      ...named,
      ...(named.length > 0 ? [null] : []),
      { label: t("Save view to slopewise.view.json…"), act: () => this.#ask() },
      {
        ...{ label: t("Rename or delete views…"), disabled: named.length === 0 },
        act: () => this.#parts.send({ type: "openViews" }),
      },
    ];
  }

  #ask(): void {
    const view = this.#parts.view();
    this.#parts.ask({
      label: t("Name of the view"),
      value: "",
      hint: `${t("Filter, columns, groups and charts go to slopewise.view.json in this folder.")} ${promptHint()}`,
      give: (name) => {
        if (name !== "") {
          this.#parts.send({ type: "saveView", name, view: sharedView(view) });
        }
      },
    });
  }
}
