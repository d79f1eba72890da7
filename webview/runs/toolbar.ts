import { element, icon } from "../ui/element.ts";
import { t } from "../ui/text.ts";
import { copyText, type CopyFormat } from "./copyRuns.ts";
import type { Menu, MenuEntry } from "../ui/menu.ts";
import { columnsMenu, groupMenu, groupNames, type MenuContext } from "./tableMenus.ts";

export interface ToolbarParts {
  readonly context: MenuContext;
  readonly menu: Menu;
  readonly ticked: () => readonly string[];
  readonly views: () => readonly MenuEntry[];
}

/** Milliseconds that "Copied" is said for. */
const confirmedFor = 1_500;

/** What can be done with the table as a whole. */
export class Toolbar {
  readonly root = element("div", { class: "tool-buttons" });
  readonly #parts: ToolbarParts;
  readonly #group = button("list-tree", true);
  readonly #columns = button("split-horizontal", true);
  readonly #baseline = button("pinned", false);
  readonly #hidden = button("eye", false);
  readonly #copy = button("copy", true);
  readonly #views = button("bookmark", true);
  readonly #charts = button("graph-line", false);
  readonly #said = element("span", { class: "muted", attributes: { role: "status" } });
  #timer = 0;

  constructor(parts: ToolbarParts) {
    this.#parts = parts;
    const { context } = parts;
    label(this.#columns, t("Columns"));
    label(this.#copy, t("Copy"));
    this.#opens(this.#group, t("Group by"), () => groupMenu(context));
    this.#opens(this.#columns, t("Columns"), () => columnsMenu(context));
    this.#opens(this.#copy, t("Copy"), () => this.#copyMenu());
    label(this.#views, t("Views"));
    this.#opens(this.#views, t("Views"), parts.views);
    this.#baseline.addEventListener("click", () => context.change({ baseline: null }));
    this.#hidden.addEventListener("click", () => context.change({ hidden: [] }));
    label(this.#charts, t("Charts"));
    this.#charts.addEventListener("click", () => {
      const { curves } = context.view();
      context.change({ curves: { ...curves, isShown: !curves.isShown } });
    });
    // They change the table alone, and go out of sight with it.
    [this.#group, this.#columns, this.#copy, this.#charts].forEach(({ classList }) => classList.add("of-table"));
    this.root.append(
      ...[this.#group, this.#columns, this.#baseline, this.#hidden, this.#views, this.#copy, this.#said, this.#charts],
    );
  }

  /** The button that opens the shared views. */
  get views(): HTMLElement {
    return this.#views;
  }

  /** `hasCurves`: whether there is anything to draw. */
  show(hasCurves: boolean): void {
    const { context } = this.#parts;
    const view = context.view();
    const { baseline } = context.layout();
    label(this.#group, view.groupBy.length === 0 ? t("Group by") : t("Group by {0}", groupNames(view)));
    label(this.#baseline, baseline === null ? "" : t("Baseline {0}", baseline.run));
    this.#baseline.title = t("Stop comparing with the baseline");
    this.#baseline.hidden = baseline === null;
    label(this.#hidden, t("Show {0} hidden", view.hidden.length));
    this.#hidden.hidden = view.hidden.length === 0;
    this.#charts.setAttribute("aria-pressed", String(view.curves.isShown));
    this.#charts.hidden = !hasCurves;
  }

  #opens(target: HTMLElement, name: string, entries: () => readonly MenuEntry[]): void {
    target.addEventListener("click", () =>
      this.#parts.menu.open({ anchor: target, focusAfter: target, label: name }, entries),
    );
  }

  /** The ticked runs where there are some, else all that are shown. */
  #copyMenu(): readonly MenuEntry[] {
    const copy = (format: CopyFormat) => (): void => {
      const { shown, visible } = this.#parts.context.layout();
      const ticked = new Set(this.#parts.ticked());
      const rows = ticked.size === 0 ? shown : shown.filter(({ log }) => ticked.has(log));
      navigator.clipboard.writeText(copyText(format, rows, visible)).then(
        () => this.#say(t("Copied")),
        () => this.#say(t("Could not copy to the clipboard")),
      );
    };
    return [
      { label: t("Copy as CSV"), act: copy("csv") },
      { label: t("Copy as Markdown table"), act: copy("markdown") },
      { label: t("Copy as pandas code"), act: copy("pandas") },
    ];
  }

  #say(text: string): void {
    this.#said.textContent = text;
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => (this.#said.textContent = ""), confirmedFor);
  }
}

function button(glyph: string, hasMenu: boolean): HTMLButtonElement {
  return element("button", {
    class: "tool",
    attributes: { type: "button", ...(hasMenu ? { "aria-haspopup": "menu" } : {}) },
    children: [icon(glyph), element("span", { class: "label" }), hasMenu ? icon("chevron-down") : null],
  });
}

function label(target: HTMLElement, text: string): void {
  const place = target.querySelector(".label");
  if (place !== null && place.textContent !== text) {
    place.textContent = text;
  }
}
