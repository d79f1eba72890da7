import "../../styles/readAs.css";
import type { Role } from "../../../src/review/model/readAs.ts";
import { button, Dropdown } from "../../ui/controls.ts";
import { element } from "../../ui/element.ts";
import { LazyContent } from "../../ui/lazyContent.ts";
import { grouped, t } from "../../ui/text.ts";
import { columnOfChoice, type ReadAsShown, type ReadPart, type RoleChoice } from "./readAs.ts";

export interface ReadAsActions {
  /** Has a role read off a column from now on; null leaves it to the log. */
  readAs(role: Role, column: string | null): void;
  readAutomatically(): void;
  /** Writes what was chosen into a contract. */
  writeRoles(): void;
}

/** The line that says which columns were read as what; it opens onto a list for each role to choose another one from. */
export class ReadAsView {
  readonly root = element("details", { class: "read-as" });
  readonly #actions: ReadAsActions;
  readonly #line = new LazyContent(element("summary"));
  readonly #clock = element("p");
  readonly #grid = element("div", { class: "roles" });
  readonly #lists = new Map<Role, RoleList>();
  readonly #more = element("p", { class: "muted" });
  readonly #chosen: HTMLElement;
  #shown: ReadAsShown | null = null;

  constructor(actions: ReadAsActions) {
    this.#actions = actions;
    this.#chosen = element("div", {
      class: "actions",
      children: [
        button({ label: t("Write to this folder's contract…"), icon: "save", onClick: () => actions.writeRoles() }),
        button({ label: t("Reset to Automatic"), icon: "discard", onClick: () => actions.readAutomatically() }),
      ],
    });
    const hint = element("p", {
      class: "muted",
      text: t("Your choice applies to this run only and is remembered in this workspace; no file is written."),
    });
    const body = element("div", { class: "body", children: [this.#clock, this.#grid, this.#more, hint, this.#chosen] });
    this.root.append(this.#line.root, body);
    this.root.addEventListener("toggle", () => this.#fill());
  }

  show(shown: ReadAsShown | null): void {
    this.#shown = shown;
    this.root.hidden = shown === null;
    if (shown === null) {
      return;
    }
    this.#line.show([shown.parts, shown.clock], () => lineOf(shown));
    this.#clock.textContent = shown.clock;
    this.#more.hidden = shown.more === 0;
    this.#more.textContent = t(
      'The log has {0} more columns; "names" in a metrics.contract.json accepts any of them.',
      grouped(shown.more),
    );
    this.#chosen.hidden = !shown.anyChosen;
    this.#fill();
  }

  /** Lists of all columns are made once somebody wants to see them. */
  #fill(): void {
    if (!this.root.open || this.#shown === null) {
      return;
    }
    for (const choice of this.#shown.roles) {
      const list = this.#lists.get(choice.role) ?? this.#add(choice);
      list.show(choice);
    }
  }

  #add({ role, name }: RoleChoice): RoleList {
    const list = new RoleList(name, (column) => this.#actions.readAs(role, column));
    this.#lists.set(role, list);
    this.#grid.append(list.root);
    return list;
  }
}

/** The columns that one role may be read off. */
class RoleList {
  readonly root: HTMLElement;
  readonly #list: Dropdown;
  /** What was shown last: a list that somebody has open is left alone as long as nothing is new in it. */
  #shown = "";
  #value = "";

  constructor(name: string, choose: (column: string | null) => void) {
    this.#list = new Dropdown({
      label: name,
      onChange: (value) => {
        if (value !== this.#value) {
          this.#value = value;
          choose(columnOfChoice(value));
        }
      },
    });
    this.root = element("div", { class: "role", children: [element("span", { text: name }), this.#list.root] });
  }

  show({ choices, value }: RoleChoice): void {
    const shown = JSON.stringify([choices, value]);
    if (shown !== this.#shown) {
      this.#shown = shown;
      this.#value = value;
      this.#list.show(choices, value);
    }
  }
}

function lineOf({ parts }: ReadAsShown): HTMLElement[] {
  return [
    element("span", { class: "muted", text: t("Columns used") }),
    ...parts.map(partOf),
    element("span", { class: "change", text: t("Change columns…") }),
  ];
}

function partOf({ name, value, title, isColumn, isChosen }: ReadPart): HTMLElement {
  const shown =
    value === null ? element("em", { text: t("not found") }) : element(isColumn ? "code" : "span", { text: value });
  return element("span", {
    class: "part",
    ...(title === undefined ? {} : { attributes: { title } }),
    children: [
      isColumn ? `${name} ` : `${name}: `,
      shown,
      isChosen ? element("span", { class: "muted", text: ` ${t("(your choice)")}` }) : null,
    ],
  });
}
