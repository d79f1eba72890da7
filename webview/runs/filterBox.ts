import { completionsAt, type Completions } from "../../src/sweep/filter/filter.ts";
import { element, icon } from "../ui/element.ts";
import { t } from "../ui/text.ts";

export interface FilterActions {
  filter(text: string): void;
  /** Names that an expression may use. */
  names(): readonly string[];
  /** The person is done typing and goes on to the table. */
  leave(): void;
}

/** The box to filter runs by: names of columns are completed, and what is wrong with the text is said below it. */
export class FilterBox {
  readonly root: HTMLElement;
  readonly #actions: FilterActions;
  readonly #input = element("input", {
    attributes: {
      type: "text",
      role: "combobox",
      spellcheck: "false",
      autocomplete: "off",
      "aria-label": t("Filter runs"),
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": "filter-names",
      "aria-describedby": "filter-problem",
    },
  });
  readonly #clear = element("button", {
    class: "clear",
    attributes: { type: "button", "aria-label": t("Clear the filter"), title: t("Clear the filter") },
    children: [icon("close")],
  });
  readonly #list = element("div", {
    class: "names",
    attributes: { id: "filter-names", role: "listbox", "aria-label": t("Columns") },
  });
  readonly #problem = element("div", { class: "filter-problem", attributes: { id: "filter-problem", role: "status" } });
  #offered: Completions = { from: 0, names: [] };
  #chosen = 0;

  constructor(text: string, actions: FilterActions) {
    this.#actions = actions;
    this.#input.value = text;
    this.#input.placeholder = t("Filter by words or an expression, e.g. lr >= 0.05");
    this.#input.addEventListener("input", () => this.#typed());
    this.#input.addEventListener("keydown", (event) => this.#key(event));
    this.#input.addEventListener("blur", () => this.#offer({ from: 0, names: [] }));
    this.#clear.addEventListener("click", () => this.#empty());
    this.#list.hidden = true;
    this.#clear.hidden = text === "";
    this.root = element("div", {
      class: "filter",
      children: [
        element("div", { class: "box", children: [icon("filter"), this.#input, this.#clear] }),
        this.#list,
        this.#problem,
      ],
    });
  }

  focus(): void {
    this.#input.focus();
  }

  /** Shows a text that the filter has got elsewhere. */
  showText(text: string): void {
    if (this.#input.value !== text) {
      this.#input.value = text;
      this.#clear.hidden = text === "";
    }
  }

  /** Says what is wrong with the text, and where; null takes it away. */
  showProblem(problem: { readonly message: string; readonly at: number } | null): void {
    const text = problem === null ? "" : t("At character {0}: {1}", problem.at + 1, problem.message);
    if (this.#problem.textContent !== text) {
      this.#problem.textContent = text;
    }
    this.#input.setAttribute("aria-invalid", String(problem !== null));
  }

  #typed(): void {
    const { value, selectionStart } = this.#input;
    this.#clear.hidden = value === "";
    this.#offer(completionsAt(value, selectionStart ?? value.length, this.#actions.names()));
    this.#actions.filter(value);
  }

  #empty(): void {
    this.#input.value = "";
    this.#typed();
    this.#input.focus();
  }

  #offer(offered: Completions): void {
    const { value } = this.#input;
    const whole = offered.names.length === 1 && value.slice(offered.from) === offered.names[0];
    this.#offered = whole ? { ...offered, names: [] } : offered;
    this.#chosen = -1;
    const lines = this.#offered.names.map((name, i) => this.#line(name, i));
    this.#list.replaceChildren(...lines);
    this.#list.hidden = lines.length === 0;
    this.#input.setAttribute("aria-expanded", String(lines.length > 0));
    this.#input.removeAttribute("aria-activedescendant");
  }

  #line(name: string, index: number): HTMLElement {
    const line = element("div", {
      class: "name",
      text: name,
      attributes: { role: "option", id: `filter-name-${index}`, "aria-selected": "false" },
    });
    // Before the box loses its focus, which would take the list away.
    line.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      this.#take(name);
    });
    return line;
  }

  #choose(index: number): void {
    const count = this.#offered.names.length;
    this.#chosen = (index + count) % count;
    [...this.#list.children].forEach((line, i) => line.setAttribute("aria-selected", String(i === this.#chosen)));
    this.#input.setAttribute("aria-activedescendant", `filter-name-${this.#chosen}`);
  }

  #take(name: string): void {
    const { value, selectionStart } = this.#input;
    const rest = value.slice(selectionStart ?? value.length);
    const before = value.slice(0, this.#offered.from) + name;
    this.#input.value = `${before}${rest === "" ? " " : rest}`;
    this.#input.setSelectionRange(before.length + 1, before.length + 1);
    this.#offer({ from: 0, names: [] });
    this.#clear.hidden = false;
    this.#actions.filter(this.#input.value);
  }

  #key(event: KeyboardEvent): void {
    const isOpen = !this.#list.hidden;
    const name = this.#offered.names[this.#chosen];
    if (event.key === "Escape") {
      if (isOpen) {
        this.#offer({ from: 0, names: [] });
      } else {
        this.#empty();
      }
    } else if (isOpen && event.key === "ArrowDown") {
      this.#choose(this.#chosen + 1);
    } else if (isOpen && event.key === "ArrowUp") {
      this.#choose(this.#chosen < 0 ? -1 : this.#chosen - 1);
    } else if (isOpen && (event.key === "Enter" || event.key === "Tab") && name !== undefined) {
      this.#take(name);
    } else if (event.key === "Enter" || event.key === "ArrowDown") {
      this.#actions.leave();
    } else {
      return;
    }
    event.preventDefault();
  }
}
