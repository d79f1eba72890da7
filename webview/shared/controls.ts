// The one file that knows the UI toolkit: a successor of it is a change of this file alone.
import { provideVSCodeDesignSystem, vsCodeButton, vsCodeCheckbox } from "@vscode/webview-ui-toolkit";
import { icon } from "./element.ts";

provideVSCodeDesignSystem().register(vsCodeButton(), vsCodeCheckbox());

/** The toolkit's elements as far as they are used here; their classes are not those that the DOM's types know. */
export type Toggle = HTMLElement & { checked: boolean; disabled: boolean };

export interface ButtonParts {
  readonly label: string;
  /** Name of a codicon; with `iconOnly` the label is what screen readers and the tooltip say. */
  readonly icon?: string;
  readonly iconOnly?: boolean;
  readonly primary?: boolean;
  readonly onClick: () => void;
}

export function button(parts: ButtonParts): HTMLElement {
  const made = document.createElement("vscode-button");
  const appearance = parts.iconOnly === true ? "icon" : parts.primary === true ? "primary" : "secondary";
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
    made.append(parts.label);
  }
  made.addEventListener("click", parts.onClick);
  return made;
}

export interface CheckboxParts {
  readonly label: string;
  readonly checked: boolean;
  /** What stands before the label: the sample of a line, for example. */
  readonly sample?: HTMLElement;
  readonly onChange: (checked: boolean) => void;
}

export function checkbox(parts: CheckboxParts): Toggle {
  const made = document.createElement("vscode-checkbox") as Toggle;
  made.checked = parts.checked;
  if (parts.sample !== undefined) {
    made.append(parts.sample);
  }
  made.append(parts.label);
  made.addEventListener("change", () => parts.onChange(made.checked));
  return made;
}
