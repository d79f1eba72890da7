import { element } from "../ui/element.ts";
import { swatch } from "./curveReadout.ts";
import type { DrawnItems } from "./drawnItems.ts";

/** More entries than these are more than anybody reads. */
const mostNamed = 40;

interface LegendEvents {
  /** A line was switched off or on. */
  switched(): void;
  /** A line is pointed at; null where none is. */
  point(key: string | null): void;
}

/** What the colors stand for: values of a column, else the lines themselves, which a click switches off and on. */
export class CurveLegend {
  readonly root = element("div", { class: "legend" });
  readonly #events: LegendEvents;
  readonly #off = new Set<string>();

  constructor(events: LegendEvents) {
    this.#events = events;
  }

  /** Whether a line is drawn. */
  isOn(key: string): boolean {
    return !this.#off.has(key);
  }

  /** `title`: of the column that colors; `note`: what else lines stand for, both empty where there is nothing to say. */
  show({ items, legend }: DrawnItems, { title, note }: { readonly title: string; readonly note: string }): void {
    const entries =
      legend.length > 0
        ? legend.map(({ value, color }) => element("span", { class: "entry", children: [swatch(color), value] }))
        : items.length > mostNamed
          ? []
          : items.map((item) => this.#entry(item));
    const heading = legend.length > 0 ? [element("h3", { text: title })] : [];
    const notes = note === "" ? [] : [element("p", { class: "muted", text: note })];
    this.root.replaceChildren(...heading, ...entries, ...notes);
  }

  #entry({ key, name, color }: DrawnItems["items"][number]): HTMLElement {
    const isOn = this.isOn(key);
    const entry = element("button", {
      class: `entry${isOn ? "" : " off"}`,
      attributes: { type: "button", "aria-pressed": String(isOn) },
      children: [swatch(color), name],
    });
    entry.addEventListener("click", () => {
      if (isOn) {
        this.#off.add(key);
      } else {
        this.#off.delete(key);
      }
      this.#events.switched();
    });
    entry.addEventListener("pointerenter", () => this.#events.point(key));
    entry.addEventListener("pointerleave", () => this.#events.point(null));
    return entry;
  }
}
