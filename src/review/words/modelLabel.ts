import { t } from "../../l10n.ts";
import type { ModelName } from "../../numerics/models/modelFit.ts";

/** What a model is called where its name stands alone: in a table, in a key, on an axis. In sentences: `modelWords`. */
export function modelLabel(model: ModelName): string {
  switch (model) {
    case "exponential":
      return t("Exponential");
    case "power":
      return t("Power law");
    case "shiftedPower":
      return t("Shifted power law");
    case "twoPower":
      return t("Broken power law");
    case "offsetPower":
      return t("Power law + offset");
    case "offsetExponential":
      return t("Exponential + offset");
    case "switch":
      return t("Exponential → power law");
  }
}
