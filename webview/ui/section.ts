import { element } from "./element.ts";

/** A part of a page under a heading, with what can be done with it next to that. */
export function section(
  title: string,
  children: readonly HTMLElement[],
  actions: readonly HTMLElement[] = [],
): HTMLElement {
  const heading = element("div", {
    class: "heading",
    children: [element("h2", { text: title }), element("div", { class: "actions", children: actions })],
  });
  return element("section", { children: [heading, ...children] });
}
