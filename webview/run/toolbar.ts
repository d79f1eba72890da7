import { modelNames, type ModelName } from "../../src/numerics/modelFit.ts";
import type { RunPlot } from "../../src/review/runPlot.ts";
import type { RunReview } from "../../src/review/runReview.ts";
import { button, checkbox, Dropdown, type Toggle } from "../shared/controls.ts";
import { element } from "../shared/element.ts";
import { axesIn, axisName, pageAxes } from "./pageAxis.ts";
import { modelLooks } from "./models.ts";
import { shownModels, type ViewState } from "./viewState.ts";
import { t } from "../shared/text.ts";

export interface ToolbarActions {
  /** What a person chose. */
  change(chosen: Partial<ViewState>): void;
  /** Shows less of t where `factor` < 1, more where it is greater, all where null. */
  zoom(factor: number | null): void;
}

const zoomStep = 1.6;

/** The controls of the loss chart, which are its legend too. */
export class Toolbar {
  readonly root: HTMLElement;
  readonly #actions: ToolbarActions;
  readonly #axes: Readonly<Record<"x" | "y", Toggle>>;
  readonly #models: ReadonlyMap<ModelName, Toggle>;
  readonly #keys = {
    loss: key("raw", t("Raw, least to greatest")),
    lossBins: key("mean", t("Bin mean")),
    lossVal: key("validation", t("Validation")),
  };
  readonly #axis = new Dropdown({
    label: t("x axis"),
    onChange: (value) => {
      const axis = pageAxes.find((one) => one === value);
      if (axis !== undefined && axis !== this.#axisShown) {
        this.#change({ axis, zoom: null });
      }
    },
  });
  #axisShown: string | null = null;
  #shown: readonly ModelName[] = [];
  /** The toolkit's boxes say "change" of what a script sets, too, and that is nobody's choice. */
  #isShowing = false;

  constructor(actions: ToolbarActions) {
    this.#actions = actions;
    this.#axes = { x: this.#scale("x"), y: this.#scale("y") };
    this.#models = new Map(modelNames.map((name) => [name, this.#model(name)]));
    const legend = element("div", { class: "keys muted", children: Object.values(this.#keys) });
    this.root = element("div", { class: "toolbar", children: [this.#scales(), legend, this.#choices()] });
  }

  /** Shows what was chosen, and which models there are to choose from. */
  show(view: ViewState, { review, plot }: { readonly review: RunReview; readonly plot: RunPlot }): void {
    this.root.hidden = plot.loss.t.length + plot.lossVal.t.length === 0;
    for (const series of ["loss", "lossBins", "lossVal"] as const) {
      this.#keys[series].hidden = plot[series].t.length === 0;
    }
    this.#isShowing = true;
    const axes = axesIn(plot);
    this.#axisShown = axes.includes(view.axis) ? view.axis : "clock";
    this.#axis.root.hidden = axes.length < 2;
    this.#axis.show(
      axes.map((axis) => ({ value: axis, label: axisName(axis, plot) })),
      this.#axisShown,
    );
    this.#axes.x.disabled = this.#axisShown === "date";
    this.#axes.x.checked = view.x === "log";
    this.#axes.y.checked = view.y === "log";
    this.#shown = shownModels(view, review.best);
    for (const [name, box] of this.#models) {
      const reason = review.fits?.[name].reason ?? (review.fits === null ? t("There is no fit.") : null);
      box.checked = reason === null && this.#shown.includes(name);
      box.disabled = reason !== null;
      box.title = reason ?? modelLooks[name].formula;
    }
    this.#isShowing = false;
  }

  #change(chosen: Partial<ViewState>): void {
    if (!this.#isShowing) {
      this.#actions.change(chosen);
    }
  }

  #scale(axis: "x" | "y"): Toggle {
    return checkbox({
      label: axis === "x" ? t("Log x") : t("Log y"),
      checked: true,
      onChange: (log) => this.#change({ [axis]: log ? "log" : "linear" }),
    });
  }

  #model(name: ModelName): Toggle {
    return checkbox({
      label: modelLooks[name].label,
      checked: false,
      sample: element("span", { class: `sample ${name}`, attributes: { "aria-hidden": "true" } }),
      onChange: (chosen) =>
        this.#change({
          models: modelNames.filter((one) => (one === name ? chosen : this.#shown.includes(one))),
        }),
    });
  }

  #scales(): HTMLElement {
    const zoom = (label: string, glyph: string, factor: number | null): HTMLElement =>
      button({ label, icon: glyph, iconOnly: true, onClick: () => this.#actions.zoom(factor) });
    return element("div", {
      class: "scales",
      attributes: { role: "group", "aria-label": t("Axes and zoom") },
      children: [
        this.#axis.root,
        this.#axes.x,
        this.#axes.y,
        zoom(t("Zoom in"), "zoom-in", 1 / zoomStep),
        zoom(t("Zoom out"), "zoom-out", zoomStep),
        zoom(t("Show all"), "screen-full", null),
      ],
    });
  }

  #choices(): HTMLElement {
    return element("div", {
      class: "models",
      attributes: { role: "group", "aria-label": t("Fitted models to draw") },
      children: [...this.#models.values()],
    });
  }
}

/** Names of what is drawn whatever is chosen. */
function key(name: string, text: string): HTMLElement {
  const sample = element("span", { class: `sample ${name}`, attributes: { "aria-hidden": "true" } });
  return element("span", { class: "key", children: [sample, element("span", { text })] });
}
