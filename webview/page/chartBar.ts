import type { Choice } from "../ui/controls.ts";
import { button } from "../ui/controls.ts";
import { element } from "../ui/element.ts";
import type { Menu } from "../ui/menu.ts";
import { SmoothingSlider } from "../ui/smoothingSlider.ts";
import { t } from "../ui/text.ts";
import { press, setLabel, tool } from "../ui/tool.ts";
import { pageAxes, type PageAxis } from "../axes/pageAxis.ts";
import type { ViewState } from "../model/viewState.ts";

export interface BarActions {
  readonly menu: Menu;
  /** What a person chose. */
  change(chosen: Partial<ViewState>): void;
  /** Shows less of the x axis where `factor` < 1, more where it is greater, all where null. */
  zoom(factor: number | null): void;
  /** Keeps the end of the run in sight, or no longer. */
  follow(follows: boolean): void;
}

export interface BarShown {
  readonly axis: PageAxis;
  readonly axes: readonly (Choice & { readonly value: PageAxis })[];
  /** Whether records may still come. */
  readonly grows: boolean;
}

const zoomStep = 1.6;

/** The controls that all charts of a page share: what x is, smoothing, clipping, and the part of x that is seen. */
export class ChartBar {
  readonly root: HTMLElement;
  readonly #axis = tool("arrow-both", true);
  readonly #smoothing: SmoothingSlider;
  readonly #clip = tool(null, false);
  readonly #follow = tool(null, false);
  #shown: BarShown | null = null;
  #view: ViewState | null = null;

  constructor(actions: BarActions) {
    this.#smoothing = new SmoothingSlider((smoothing) => actions.change({ smoothing }));
    this.#axis.addEventListener("click", () => this.#openAxes(actions));
    setLabel(this.#clip, t("Clip outliers"));
    this.#clip.title = t("Leave the lowest and highest 1% of the values out of the y axes");
    this.#clip.addEventListener("click", () => actions.change({ clips: this.#view?.clips !== true }));
    setLabel(this.#follow, t("Follow the end"));
    this.#follow.title = t("Scroll to the newest records as the run continues");
    this.#follow.addEventListener("click", () => actions.follow(this.#view?.follows !== true));
    const zoom = (label: string, glyph: string, factor: number | null): HTMLElement =>
      button({ label, icon: glyph, iconOnly: true, onClick: () => actions.zoom(factor) });
    const zooms = element("span", {
      class: "zooms",
      children: [
        zoom(t("Zoom in"), "zoom-in", 1 / zoomStep),
        zoom(t("Zoom out"), "zoom-out", zoomStep),
        zoom(t("Show all"), "screen-full", null),
      ],
    });
    this.root = element("div", {
      class: "chart-bar",
      attributes: { role: "toolbar", "aria-label": t("Axes and zoom") },
      children: [this.#axis, this.#smoothing.root, this.#clip, this.#follow, zooms],
    });
  }

  show(view: ViewState, shown: BarShown): void {
    [this.#view, this.#shown] = [view, shown];
    const { axes, axis, grows } = shown;
    this.#axis.hidden = axes.length < 2;
    setLabel(this.#axis, t("x: {0}", axes.find(({ value }) => value === axis)?.label ?? ""));
    this.#smoothing.show(view.smoothing);
    press(this.#clip, view.clips);
    press(this.#follow, view.follows);
    this.#follow.hidden = !grows && !view.follows;
  }

  #openAxes(actions: BarActions): void {
    const place = { anchor: this.#axis, focusAfter: this.#axis, label: t("x axis") };
    actions.menu.open(place, () =>
      (this.#shown?.axes ?? []).map(({ value, label }) => ({
        ...{ label, checked: value === this.#shown?.axis },
        act: () => {
          const axis = pageAxes.find((one) => one === value);
          if (axis !== undefined && axis !== this.#shown?.axis) {
            actions.change({ axis, zoom: null });
          }
        },
      })),
    );
  }
}
