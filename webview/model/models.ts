import type { ModelName } from "../../src/numerics/models/modelFit.ts";
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
      return t("Exponential");
    },
    formula: "ln L = a − b t",
    color: (theme) => theme.yellow,
    dash: [12, 4],
  },
  power: {
    get label() {
      return t("Power law");
    },
    formula: "ln L = a − α ln t",
    color: (theme) => theme.green,
    dash: [],
  },
  shiftedPower: {
    get label() {
      return t("Shifted power law");
    },
    formula: "ln L = a − β ln(t + t₀)",
    color: (theme) => theme.green,
    dash: [9, 3, 3, 3, 3, 3],
  },
  twoPower: {
    get label() {
      return t("Broken power law");
    },
    get formula() {
      return t("two power laws that meet");
    },
    color: (theme) => theme.green,
    dash: [12, 3, 3, 3],
  },
  offsetPower: {
    get label() {
      return t("Power law + offset");
    },
    formula: "L = c + A t^−β",
    color: (theme) => theme.purple,
    dash: [6, 3],
  },
  offsetExponential: {
    get label() {
      return t("Exponential + offset");
    },
    formula: "L = c + A e^−βt",
    color: (theme) => theme.yellow,
    dash: [3, 3],
  },
  switch: {
    get label() {
      return t("Exponential → power law");
    },
    get formula() {
      return t("exponential, then power law");
    },
    color: (theme) => theme.foreground,
    dash: [6, 2, 2, 2],
  },
};
