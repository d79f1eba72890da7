import {
  columnName,
  lastFew,
  metricPartPrefixes,
  metricPrefix,
  settingPrefix,
} from "../../../src/sweep/table/columnIds.ts";
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
      return t("Train loss, last");
    case "best_val":
      return t("Val loss, best");
    case "last_val":
      return t("Val loss, last");
    case "acc_train":
      return t("Train accuracy, last");
    case "acc_val":
      return t("Val accuracy, last");
    case "gap":
      return t("Gap");
    case "epochs":
      return t("Epochs completed");
    case "best_val_epoch":
      return t("Val loss, epoch of best");
    case "diverged_at":
      return t("Diverged at");
    case "alpha_early":
      return t("α early");
    case "alpha_full":
      return t("α full");
    case "r2":
      return "R²";
    case "knee":
      return t("Knee");
    case "plateau":
      return t("Curvature plateau");
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
      return limitTitle(id) ?? metricTitle(id);
  }
}

/** The title of an end of an interval; null where the column is none. */
function limitTitle(id: string): string | null {
  const [, of = "", end] = /^(alpha_early|alpha_full|knee)_(low|high)$/.exec(id) ?? [];
  return end === undefined
    ? null
    : end === "low"
      ? t("{0}, lower limit", columnTitle(of))
      : t("{0}, upper limit", columnTitle(of));
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
      // A metric may be called as a setting or a result is.
      return id.startsWith(metricPrefix) ? t("{0}, last", name) : name;
  }
}

/** What the head of a column says when it is pointed at: what it means, and its name in filters. */
export function columnHint(id: string): string {
  const name = id.startsWith(settingPrefix) ? columnName(id) : id;
  return id === "curve"
    ? (columnMeaning(id) ?? "")
    : t("{0} (in filters: {1})", columnMeaning(id) ?? columnTitle(id), name);
}

/** What a column means, where its head is short; null where that says it all. */
function columnMeaning(id: string): string | null {
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
      return t("Generalization gap: last validation loss minus last training loss");
    case "alpha_early":
      return t("Exponent α of a power law over the early epochs (minus the slope on log-log axes), with its 95% CI");
    case "alpha_full":
      return t("Exponent α of a power law after the knee (minus the slope on log-log axes), with its 95% CI");
    case "r2":
      return t("How well a power law fits the loss after the knee: R² in log space");
    case "state":
      return t("How the run stands: live, stalled, ended, incomplete, diverged or NaN");
    case "verdict":
      return t("What you decided about the run");
    case "epochs":
      return t("Epochs that the run has completed");
    case "best_val_epoch":
      return t("Epoch of the lowest validation loss");
    case "diverged_at":
      return t("Epoch or step from which the loss has diverged");
    case "best_model":
      return t("Model of the training loss with the lowest AICc");
    case "noise_floor":
      return t("Level of the fast noise in the training loss");
    case "knee":
      return t("Epoch at which burn-in ends");
    case "plateau":
      return t("Epoch from which the curvature stays level");
    default:
      return null;
  }
}
