import { modelNames, type ModelName } from "../../src/numerics/models/modelFit.ts";
import type { ChartModel } from "../model/chartModel.ts";
import { isSparse } from "../model/sparse.ts";
import { modelLooks } from "../model/models.ts";
import { shownModels, type ViewState } from "../model/viewState.ts";
import { ChartLegend, type LegendKey } from "../ui/chartLegend.ts";
import { element } from "../ui/element.ts";
import { fixed } from "../ui/format.ts";
import type { Menu, MenuEntry } from "../ui/menu.ts";
import { t } from "../ui/text.ts";
import { press, setLabel, tool } from "../ui/tool.ts";

type Shown = Pick<ChartModel, "said" | "plot" | "axis" | "view" | "loss">;

export interface LossToolActions {
  readonly menu: Menu;
  /** What is chosen now, which may not be drawn yet. */
  readonly view: () => ViewState;
  readonly change: (chosen: Partial<ViewState>) => void;
}

/** What stands above the chart of the loss: its legend, how its axes are scaled, and which models it draws. */
export class LossTools {
  readonly legend = new ChartLegend();
  /** What changes the chart. */
  readonly root: HTMLElement;
  readonly #x = tool(null, false);
  readonly #y = tool(null, false);
  readonly #models = tool(null, true);
  readonly #view: () => ViewState;
  #shown: Shown | null = null;

  constructor({ menu, view, change }: LossToolActions) {
    this.#view = view;
    this.root = element("div", { class: "tool-buttons", children: [this.#x, this.#y, this.#models] });
    setLabel(this.#x, t("log x"));
    setLabel(this.#y, t("log y"));
    setLabel(this.#models, t("Models"));
    this.#x.addEventListener("click", () => change({ x: this.#shown?.view.x === "log" ? "linear" : "log" }));
    this.#y.addEventListener("click", () => change({ y: this.#shown?.view.y === "log" ? "linear" : "log" }));
    this.#models.addEventListener("click", () => {
      const place = { anchor: this.#models, focusAfter: this.#models, label: t("Fitted models to draw") };
      menu.open(place, () => this.#entries(change));
    });
  }

  show(shown: Shown): void {
    this.#shown = shown;
    const { view, axis, said } = shown;
    press(this.#x, view.x === "log");
    press(this.#y, view.y === "log");
    // Dates have no logarithm that means anything.
    this.#x.disabled = axis === "date";
    this.#models.hidden = said.fits === null;
    this.legend.show(keysOf(shown));
  }

  #entries(change: LossToolActions["change"]): readonly MenuEntry[] {
    const { said } = this.#shown ?? {};
    if (said === undefined) {
      return [];
    }
    const drawn = shownModels(this.#view(), said);
    return modelNames.map((name): MenuEntry => {
      const isDrawn = drawn.includes(name);
      const isRefused = said.fits?.[name].reason !== null;
      return {
        label: modelLooks[name].label,
        checked: isDrawn && !isRefused,
        disabled: isRefused,
        stays: true,
        act: () => change({ models: modelNames.filter((one) => (one === name ? !isDrawn : drawn.includes(one))) }),
      };
    });
  }
}

function keysOf({ said, plot, view, loss }: Shown): LegendKey[] {
  const isSingle = isSparse(loss, loss.span ?? [0, 0]);
  const raw: LegendKey = isSingle
    ? { sample: "training", text: t("Training") }
    : { sample: "raw", text: t("Raw (min-max)") };
  const series: (LegendKey | null)[] = [
    plot.loss.t.length === 0 ? null : raw,
    plot.lossBins.t.length === 0 || isSingle ? null : { sample: "mean", text: t("Bin mean") },
    view.smoothing === 0 || plot.loss.t.length === 0 ? null : { sample: "training", text: t("Smoothed") },
    plot.lossVal.t.length === 0 ? null : { sample: "validation", text: t("Validation") },
  ];
  return [...series.filter((key) => key !== null), ...modelKeys(said, shownModels(view, said))];
}

function modelKeys({ fits }: Shown["said"], drawn: readonly ModelName[]): LegendKey[] {
  return drawn.flatMap((name) => {
    const { label, formula } = modelLooks[name];
    const fit = fits?.[name];
    const weight = fit?.weight ?? null;
    return fit?.reason !== null
      ? []
      : [
          {
            sample: name,
            text: label,
            title: weight === null ? formula : t("{0}, weight {1}", formula, fixed(weight, 2)),
          },
        ];
  });
}
