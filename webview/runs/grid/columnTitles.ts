import { columnName, lastFew, metricPartPrefixes } from "../../../src/sweep/table/columnIds.ts";
import { t } from "../../ui/text.ts";

/** What the head of a column says; a setting and a metric go by their own names. */
export function columnTitle(id: string): string {
  switch (id) {
    case "run":
      return t("Run");
    case "state":
      return t("State");
    case "folder":
      return t("Folder");
    case "curve":
      return t("Curve");
    case "last_train":
      return t("Last train");
    case "best_val":
      return t("Best val");
    case "last_val":
      return t("Last val");
    case "acc_train":
      return t("Acc train");
    case "acc_val":
      return t("Acc val");
    case "gap":
      return t("Gap");
    case "epochs":
      return t("Epochs");
    case "alpha_early":
      return t("α early");
    case "alpha_full":
      return t("α full");
    case "r2":
      return "R²";
    case "knee":
      return t("Knee");
    case "plateau":
      return t("Plateau");
    case "noise_floor":
      return t("Noise floor");
    case "best_model":
      return t("Best model");
    case "findings":
      return t("Findings");
    case "records":
      return t("Records");
    case "verdict":
      return t("Verdict");
    case "reason":
      return t("Reason");
    case "tags":
      return t("Tags");
    case "note":
      return t("Note");
    default:
      return metricTitle(id);
  }
}

function metricTitle(id: string): string {
  const name = columnName(id);
  const [part] = metricPartPrefixes.filter((prefix) => id.startsWith(prefix));
  switch (part) {
    case "min.":
      return t("{0}, lowest", name);
    case "max.":
      return t("{0}, highest", name);
    case "mean.":
      return t("{0}, mean of last {1}", name, lastFew);
    default:
      return name;
  }
}

/** What a column means, where its head is short; null where that says it all. */
export function columnMeaning(id: string): string | null {
  switch (id) {
    case "curve":
      return t("The training loss over the run, on a log axis if possible");
    case "last_train":
      return t("Last training loss");
    case "best_val":
      return t("Lowest validation loss, and its epoch");
    case "last_val":
      return t("Last validation loss");
    case "acc_train":
      return t("Last training accuracy");
    case "acc_val":
      return t("Last validation accuracy");
    case "gap":
      return t("Last validation loss minus last training loss");
    case "alpha_early":
      return t("Exponent α of a power law over the early epochs (minus the slope on log-log axes), with its 95% CI");
    case "alpha_full":
      return t("Exponent α of a power law after the knee (minus the slope on log-log axes), with its 95% CI");
    case "r2":
      return t("How well a power law fits the loss after the knee: R² in log space");
    case "knee":
      return t("Epoch at which burn-in ends");
    case "plateau":
      return t("Epoch from which the curvature stays level");
    default:
      return null;
  }
}
