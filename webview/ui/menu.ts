import { element, icon } from "./element.ts";

/** A line of a menu; null is a rule between lines. */
export type MenuEntry = {
  readonly label: string;
  /** For a line that is on or off. */
  readonly checked?: boolean;
  readonly disabled?: boolean;
  /** Whether the menu stays open, so that several lines can be switched. */
  readonly stays?: boolean;
  readonly act: () => void;
} | null;

export interface MenuPlace {
  /** What was clicked; has the focus again once the menu is closed. */
  readonly anchor: HTMLElement;
  readonly focusAfter: HTMLElement;
  readonly label: string;
}

/** The one menu that may be open: made where it is asked for, and gone with Escape, a choice, or a click elsewhere. */
export class Menu {
  #root: HTMLElement | null = null;
  #place: MenuPlace | null = null;
  #entries: (() => readonly MenuEntry[]) | null = null;

  constructor() {
    document.addEventListener("pointerdown", (event) => {
      if (this.#root !== null && event.target instanceof Node && !this.#root.contains(event.target)) {
        this.close(false);
      }
    });
    window.addEventListener("blur", () => this.close(false));
  }

  /** Opens below its anchor. `entries` is asked again after a choice that leaves the menu open. */
  open(place: MenuPlace, entries: () => readonly MenuEntry[]): void {
    this.close(false);
    const root = element("div", { class: "menu", attributes: { role: "menu", "aria-label": place.label } });
    root.addEventListener("keydown", (event) => this.#key(event));
    document.body.append(root);
    this.#root = root;
    this.#place = place;
    this.#entries = entries;
    this.#fill();
    this.#move(root, place.anchor);
    items(root)[0]?.focus();
  }

  close(returnsFocus = true): void {
    const place = this.#place;
    this.#root?.remove();
    this.#root = null;
    this.#place = null;
    if (returnsFocus) {
      place?.focusAfter.focus();
    }
  }

  #fill(): void {
    this.#root?.replaceChildren(...(this.#entries?.() ?? []).map((entry) => this.#line(entry)));
  }

  #line(entry: MenuEntry): HTMLElement {
    if (entry === null) {
      return element("div", { class: "rule", attributes: { role: "separator" } });
    }
    const { label, checked, disabled = false } = entry;
    const line = element("div", {
      class: "line",
      attributes: {
        role: checked === undefined ? "menuitem" : "menuitemcheckbox",
        tabindex: "-1",
        ...(checked === undefined ? {} : { "aria-checked": String(checked) }),
        ...(disabled ? { "aria-disabled": "true" } : {}),
      },
      children: [checked === true ? icon("check") : element("span", { class: "codicon" }), label],
    });
    line.addEventListener("click", () => this.#choose(entry, line));
    line.addEventListener("pointermove", () => line.focus());
    return line;
  }

  #choose(entry: NonNullable<MenuEntry>, line: HTMLElement): void {
    if (entry.disabled === true) {
      return;
    }
    if (entry.stays !== true) {
      this.close();
      entry.act();
      return;
    }
    const index = this.#root === null ? 0 : items(this.#root).indexOf(line);
    entry.act();
    this.#fill();
    if (this.#root !== null) {
      items(this.#root)[index]?.focus();
    }
  }

  #key(event: KeyboardEvent): void {
    const root = this.#root;
    if (root === null) {
      return;
    }
    const lines = items(root);
    const index = lines.findIndex((line) => line === document.activeElement);
    const to: Readonly<Record<string, number>> = {
      ArrowDown: (index + 1) % lines.length,
      ArrowUp: (index + lines.length - 1) % lines.length,
      Home: 0,
      End: lines.length - 1,
    };
    const next = to[event.key];
    if (next !== undefined) {
      lines[next]?.focus();
    } else if (event.key === "Enter" || event.key === " ") {
      lines[index]?.click();
    } else if (event.key === "Escape" || event.key === "Tab") {
      this.close();
    } else if (event.key.length === 1) {
      startingWith(lines, event.key, index)?.focus();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  /** Below the anchor, or as far up and left as the window asks. */
  #move(root: HTMLElement, anchor: HTMLElement): void {
    const { left, bottom } = anchor.getBoundingClientRect();
    const { width, height } = root.getBoundingClientRect();
    const margin = 4;
    root.style.left = `${Math.max(margin, Math.min(left, window.innerWidth - width - margin))}px`;
    root.style.top = `${Math.max(margin, Math.min(bottom + 2, window.innerHeight - height - margin))}px`;
  }
}

function items(root: HTMLElement): readonly HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>(".line")];
}

/** The next line whose text starts with a letter. */
function startingWith(lines: readonly HTMLElement[], letter: string, after: number): HTMLElement | undefined {
  const round = [...lines.slice(after + 1), ...lines.slice(0, after + 1)];
  return round.find(({ textContent }) => textContent.trim().toLowerCase().startsWith(letter.toLowerCase()));
}
