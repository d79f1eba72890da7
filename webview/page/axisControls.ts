import { button, checkbox, Dropdown, type Choice, type Toggle } from "../ui/controls.ts";
import { element } from "../ui/element.ts";
import { t } from "../ui/text.ts";
import { pageAxes, type PageAxis } from "../model/pageAxis.ts";
import type { ViewState } from "../model/viewState.ts";

export interface AxisActions {
  /** What a person chose. */
  change(chosen: Partial<ViewState>): void;
  /** Shows less of the x axis where `factor` < 1, more where it is greater, all where null. */
  zoom(factor: number | null): void;
}

const zoomStep = 1.6;

/** What the x axis shows, how both axes are scaled, and zoom. */
export class AxisControls {
  readonly root: HTMLElement;
  readonly #actions: AxisActions;
  readonly #axis: Dropdown;
  readonly #scales: Readonly<Record<"x" | "y", Toggle>>;
  #shown: PageAxis | null = null;
  /** The toolkit's boxes say "change" of what a script sets, too, and that is nobody's choice. */
  #isShowing = false;

  constructor(actions: AxisActions) {
    this.#actions = actions;
    this.#axis = new Dropdown({ label: t("x axis"), onChange: (value) => this.#choose(value) });
    this.#scales = { x: this.#scale("x"), y: this.#scale("y") };
    const zoom = (label: string, glyph: string, factor: number | null): HTMLElement =>
      button({ label, icon: glyph, iconOnly: true, onClick: () => actions.zoom(factor) });
    this.root = element("div", {
      class: "scales",
      attributes: { role: "group", "aria-label": t("Axes and zoom") },
      children: [
        this.#axis.root,
        this.#scales.x,
        this.#scales.y,
        element("span", {
          class: "zooms",
          children: [
            zoom(t("Zoom in"), "zoom-in", 1 / zoomStep),
            zoom(t("Zoom out"), "zoom-out", zoomStep),
            zoom(t("Show all"), "screen-full", null),
          ],
        }),
      ],
    });
  }

  show(view: ViewState, { axis, axes }: { readonly axis: PageAxis; readonly axes: readonly Choice[] }): void {
    this.#shown = axis;
    this.#axis.root.hidden = axes.length < 2;
    this.#axis.show(axes, axis);
    this.#isShowing = true;
    this.#scales.x.disabled = axis === "date";
    this.#scales.x.checked = view.x === "log";
    this.#scales.y.checked = view.y === "log";
    this.#isShowing = false;
  }

  #choose(value: string): void {
    const axis = pageAxes.find((one) => one === value);
    if (axis !== undefined && axis !== this.#shown) {
      this.#actions.change({ axis, zoom: null });
    }
  }

  #scale(axis: "x" | "y"): Toggle {
    return checkbox({
      label: axis === "x" ? t("Log x") : t("Log y"),
      checked: true,
      onChange: (log) => {
        if (!this.#isShowing) {
          this.#actions.change({ [axis]: log ? "log" : "linear" });
        }
      },
    });
  }
}
