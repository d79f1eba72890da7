// The one file that knows the UI toolkit: a successor of it is a change of this file alone.
import { printableLines } from "../../src/printable.ts";
import { provideVSCodeDesignSystem, vsCodeButton, vsCodeDropdown, vsCodeOption } from "@vscode/webview-ui-toolkit";
import { icon } from "./element.ts";

/**
 * Makes the page's buttons and lists what they are. Until then they take their place unseen: it costs about as much time as
 * drawing the loss, which comes first.
 */
export function registerControls(): void {
  if (customElements.get("vscode-dropdown") === undefined) {
    // A list takes up those of its options that are options already.
    provideVSCodeDesignSystem().register(vsCodeButton(), vsCodeOption(), vsCodeDropdown());
  }
}

export interface ButtonParts {
  readonly label: string;
  /** Name of a codicon; with `iconOnly` the label is what screen readers and the tooltip say. */
  readonly icon?: string;
  readonly iconOnly?: boolean;
  readonly onClick: () => void;
}

export function button(parts: ButtonParts): HTMLElement {
  const made = document.createElement("vscode-button");
  const appearance = parts.iconOnly === true ? "icon" : "secondary";
  made.setAttribute("appearance", appearance);
  if (parts.icon !== undefined) {
    const glyph = icon(parts.icon);
    glyph.slot = parts.iconOnly === true ? "" : "start";
    made.append(glyph);
  }
  if (parts.iconOnly === true) {
    made.ariaLabel = parts.label;
    made.title = parts.label;
  } else {
    made.append(printableLines(parts.label));
  }
  made.addEventListener("click", parts.onClick);
  return made;
}

export interface Choice {
  readonly value: string;
  readonly label: string;
}

export interface DropdownParts {
  readonly label: string;
  readonly onChange: (value: string) => void;
}

/** A list to choose one from. */
export class Dropdown {
  readonly root: HTMLElement;
  readonly #list = document.createElement("vscode-dropdown") as HTMLElement & { value: string };
  #shown = "";

  constructor({ label, onChange }: DropdownParts) {
    this.#list.ariaLabel = label;
    this.#list.title = label;
    this.#list.addEventListener("change", () => onChange(this.#list.value));
    this.root = this.#list;
  }

  /** Shows what there is to choose from, and what is chosen. */
  show(choices: readonly Choice[], chosen: string): void {
    const shown = JSON.stringify(choices);
    if (shown !== this.#shown) {
      this.#shown = shown;
      this.#list.replaceChildren(...choices.map(optionOf));
    }
    // The list takes up its options a moment after they are in it, and is none before it is registered.
    void customElements.whenDefined("vscode-dropdown").then(() => queueMicrotask(() => (this.#list.value = chosen)));
  }
}

function optionOf({ value, label }: Choice): HTMLElement {
  const made = document.createElement("vscode-option");
  // As an attribute: a property that is set before it is an option would hide its own.
  made.setAttribute("value", value);
  made.textContent = printableLines(label);
  return made;
}
