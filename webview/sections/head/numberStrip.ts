import { element } from "../../ui/element.ts";
import type { HeadNumber } from "./headNumbers.ts";

/** The strip of numbers; null without any. */
export function numberStrip(numbers: readonly HeadNumber[]): HTMLElement | null {
  if (numbers.length === 0) {
    return null;
  }
  return element("dl", {
    class: "head-numbers",
    children: numbers.map(({ name, value, note }) =>
      element("div", {
        children: [
          element("dt", { text: name }),
          element("dd", { class: "value", text: value }),
          element("dd", { class: "muted", text: note }),
        ],
      }),
    ),
  });
}
