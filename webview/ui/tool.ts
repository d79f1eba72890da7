import { element, icon } from "./element.ts";

/** A small button of a bar above charts or a table; its text is set by `setLabel`. */
export function tool(glyph: string | null, hasMenu: boolean): HTMLButtonElement {
  return element("button", {
    class: "tool",
    attributes: { type: "button", ...(hasMenu ? { "aria-haspopup": "menu" } : {}) },
    children: [
      glyph === null ? null : icon(glyph),
      element("span", { class: "label" }),
      hasMenu ? icon("chevron-down") : null,
    ],
  });
}

/** Sets the text of such a button, where it is another one: what is set again is read out again. */
export function setLabel(target: HTMLElement, text: string): void {
  const place = target.querySelector(".label");
  if (place !== null && place.textContent !== text) {
    place.textContent = text;
  }
}

/** Shows of a button that stays pressed whether it is. */
export function press(target: HTMLElement, isOn: boolean): void {
  const pressed = String(isOn);
  // An attribute that is set to what it was has the browser find the styles of the page again.
  if (target.getAttribute("aria-pressed") !== pressed) {
    target.setAttribute("aria-pressed", pressed);
  }
}
