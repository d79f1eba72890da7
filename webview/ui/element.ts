import { printableLines } from "../../src/printable.ts";

export interface ElementParts {
  readonly class?: string;
  readonly text?: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly children?: readonly (Node | string | null)[];
}

/**
 * A new element. Text goes in as text, so that nothing of a log is ever taken for markup, and without the characters that
 * turn the order of what follows them.
 */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  parts: ElementParts = {},
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  if (parts.class !== undefined) {
    made.className = parts.class;
  }
  if (parts.text !== undefined) {
    made.textContent = printableLines(parts.text);
  }
  for (const [name, value] of Object.entries(parts.attributes ?? {})) {
    made.setAttribute(name, value);
  }
  const children = (parts.children ?? []).filter((child) => child !== null);
  made.append(...children.map((child) => (typeof child === "string" ? printableLines(child) : child)));
  return made;
}

/** Sets a text where it is another one: one that is set to what it was has the browser lay out the page again. */
export function setText(target: HTMLElement, text: string): void {
  if (target.textContent !== text) {
    target.textContent = text;
  }
}

/** A codicon, which screen readers pass over. */
export function icon(name: string): HTMLElement {
  return element("span", { class: `codicon codicon-${name}`, attributes: { "aria-hidden": "true" } });
}
