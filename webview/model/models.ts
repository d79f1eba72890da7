import type { ModelName } from "../../src/numerics/models/modelFit.ts";
import { modelLabel } from "../../src/review/words/modelLabel.ts";
import type { Theme } from "../ui/theme.ts";
import { t } from "../ui/text.ts";

/** How a model is called and drawn. Models differ by color and by dash, since not everyone tells colors apart. */
export interface ModelLook {
  readonly label: string;
  /** Its formula, for the table. */
  readonly formula: string;
  readonly color: (theme: Theme) => string;
  readonly dash: readonly number[];
}

export const modelLooks: Readonly<Record<ModelName, ModelLook>> = {
  exponential: {
    get label() {
      return modelLabel("exponential");
    },
    formula: "ln L = a − b t",
    color: (theme) => theme.yellow,
    dash: [12, 4],
  },
  power: {
    get label() {
      return modelLabel("power");
    },
    formula: "ln L = a − α ln t",
    color: (theme) => theme.green,
    dash: [],
  },
  shiftedPower: {
    get label() {
      return modelLabel("shiftedPower");
    },
    formula: "ln L = a − β ln(t + t₀)",
    color: (theme) => theme.green,
    dash: [9, 3, 3, 3, 3, 3],
  },
  twoPower: {
    get label() {
      return modelLabel("twoPower");
    },
    get formula() {
      return t("two power laws that meet");
    },
    color: (theme) => theme.green,
    dash: [12, 3, 3, 3],
  },
  offsetPower: {
    get label() {
      return modelLabel("offsetPower");
    },
    formula: "L = c + A t^−β",
    color: (theme) => theme.purple,
    dash: [6, 3],
  },
  offsetExponential: {
    get label() {
      return modelLabel("offsetExponential");
    },
    formula: "L = c + A e^−βt",
    color: (theme) => theme.yellow,
    dash: [3, 3],
  },
  switch: {
    get label() {
      return modelLabel("switch");
    },
    get formula() {
      return t("exponential, then power law");
    },
    color: (theme) => theme.foreground,
    dash: [6, 2, 2, 2],
  },
};
