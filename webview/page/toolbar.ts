import { modelNames, type ModelName } from "../../src/numerics/models/modelFit.ts";
import { checkbox, type Toggle } from "../ui/controls.ts";
import { element } from "../ui/element.ts";
import { t } from "../ui/text.ts";
import { AxisControls, type AxisActions } from "./axisControls.ts";
import { modelLooks } from "../model/models.ts";
import { axesIn, axisName } from "../model/pageAxis.ts";
import type { ChartModel } from "../model/chartModel.ts";
import { shownModels, type ViewState } from "../model/viewState.ts";

/** The controls of the loss chart, which are its legend too. */
export class Toolbar {
  readonly root: HTMLElement;
  readonly #actions: AxisActions;
  readonly #axes: AxisControls;
  readonly #models: ReadonlyMap<ModelName, Toggle>;
  readonly #choices: HTMLElement;
  readonly #keys = {
    loss: key("raw", t("Raw (min-max)")),
    lossBins: key("mean", t("Bin mean")),
    lossVal: key("validation", t("Validation")),
  };
  #shown: readonly ModelName[] = [];
  /** The toolkit's boxes say "change" of what a script sets, too, and that is nobody's choice. */
  #isShowing = false;

  constructor(actions: AxisActions) {
    this.#actions = actions;
    this.#axes = new AxisControls(actions);
    this.#models = new Map(modelNames.map((name) => [name, this.#model(name)]));
    const legend = element("div", { class: "keys muted", children: Object.values(this.#keys) });
    this.#choices = element("div", {
      class: "models",
      attributes: { role: "group", "aria-label": t("Fitted models to draw") },
      children: [...this.#models.values()],
    });
    this.root = element("div", { class: "toolbar", children: [this.#axes.root, legend, this.#choices] });
  }

  /** Shows what was chosen, and which models there are to choose from. */
  show(view: ViewState, { said, plot, axis }: Pick<ChartModel, "said" | "plot" | "axis">): void {
    this.root.hidden = plot.metrics.length === 0;
    this.#choices.hidden = plot.loss.t.length + plot.lossVal.t.length === 0;
    for (const series of ["loss", "lossBins", "lossVal"] as const) {
      this.#keys[series].hidden = plot[series].t.length === 0;
    }
    this.#axes.show(view, { axis, axes: axesIn(plot).map((one) => ({ value: one, label: axisName(one, plot) })) });
    this.#isShowing = true;
    this.#shown = shownModels(view, said);
    for (const [name, box] of this.#models) {
      const reason = said.fits?.[name].reason ?? (said.fits === null ? t("There is no fit.") : null);
      box.checked = reason === null && this.#shown.includes(name);
      box.disabled = reason !== null;
      box.title = reason ?? modelLooks[name].formula;
    }
    this.#isShowing = false;
  }

  #model(name: ModelName): Toggle {
    return checkbox({
      label: modelLooks[name].label,
      checked: false,
      sample: element("span", { class: `sample ${name}`, attributes: { "aria-hidden": "true" } }),
      onChange: (chosen) => {
        if (!this.#isShowing) {
          const models = modelNames.filter((one) => (one === name ? chosen : this.#shown.includes(one)));
          this.#actions.change({ models });
        }
      },
    });
  }
}

/** Names of what is drawn whatever is chosen. */
function key(name: string, text: string): HTMLElement {
  const sample = element("span", { class: `sample ${name}`, attributes: { "aria-hidden": "true" } });
  return element("span", { class: "key", children: [sample, element("span", { text })] });
}
