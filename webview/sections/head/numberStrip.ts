import { element } from "../../ui/element.ts";
import type { HeadNumber } from "./headNumbers.ts";

/** The strip of numbers; null without any. */
export function numberStrip(numbers: readonly HeadNumber[]): HTMLElement | null {
  if (numbers.length === 0) {
    return null;
  }
  return element("dl", {
    class: "head-numbers",
    children: numbers.map(({ name, value, note, title }) =>
      element("div", {
        children: [
          element("dt", { text: name, ...(title === undefined ? {} : { attributes: { title } }) }),
          element("dd", { class: "value", text: value }),
          element("dd", { class: "muted", children: breakable(note) }),
        ],
      }),
    ),
  });
}

/** A note that may hold a key: a line may end after each part of that, but not within a number or after a percent sign. */
function breakable(note: string): (string | HTMLElement)[] {
  return note
    .replaceAll("% ", "%\u00a0")
    .split(/(?<=[_/]|\.(?!\d))/)
    .flatMap((part, at) => (at === 0 ? [part] : [element("wbr"), part]));
}
