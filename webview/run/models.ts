import type { ModelName } from "../../src/numerics/modelFit.ts";
import type { Theme } from "../shared/theme.ts";

/** How a model is called and drawn. Models differ by colour and by dash, since not everyone tells colours apart. */
export interface ModelLook {
  readonly label: string;
  /** Its formula, for the table. */
  readonly formula: string;
  readonly colour: (theme: Theme) => string;
  readonly dash: readonly number[];
}

export const modelLooks: Readonly<Record<ModelName, ModelLook>> = {
  exponential: { label: "Exponential", formula: "ln L = a − b t", colour: (theme) => theme.orange, dash: [12, 4] },
  power: { label: "Power", formula: "ln L = a − α ln t", colour: (theme) => theme.green, dash: [] },
  twoPower: {
    label: "Two powers",
    formula: "two power laws that meet",
    colour: (theme) => theme.red,
    dash: [12, 3, 3, 3],
  },
  offsetPower: { label: "Offset power", formula: "L = c + A t^−β", colour: (theme) => theme.purple, dash: [6, 3] },
  offsetExponential: {
    label: "Offset exponential",
    formula: "L = c + A e^−βt",
    colour: (theme) => theme.yellow,
    dash: [3, 3],
  },
  switch: {
    label: "Switch",
    formula: "exponential, then power law",
    colour: (theme) => theme.foreground,
    dash: [6, 2, 2, 2],
  },
};
