import { t } from "../../l10n.ts";

/**
 * How the clock of a run was read: fractions of epochs as they stand or told apart by their steps; whole epochs over
 * several records by their steps or by counting records; whole epochs with a record each; an epoch in few records, which
 * gives the steps an epoch; steps; records.
 */
export type ClockRule =
  "epochFractions" | "epochRounded" | "epochSteps" | "epochRecords" | "epochEnds" | "epochFew" | "steps" | "records";

/** A rule as it is said of a run: a code that stays, and a sentence. */
export interface ClockFrom {
  readonly code: ClockRule;
  readonly text: string;
}

/**
 * The rule in words. `key`: the column that the clock is read off; null where records are counted. `hasEpochs`: whether the
 * log holds epochs and a training loss that they could be of.
 */
export function clockFrom(rule: ClockRule, key: string | null, hasEpochs: boolean): ClockFrom {
  return { code: rule, text: textOf(rule, key ?? "", hasEpochs) };
}

function textOf(rule: ClockRule, key: string, hasEpochs: boolean): string {
  switch (rule) {
    case "epochFractions":
      return t("Epochs completed, read from {0}.", key);
    case "epochRounded":
      return t("Epochs completed: {0} is rounded, so steps separate the records with the same value.", key);
    case "epochSteps":
      return t(
        "Epochs completed, read from {0} and the steps: {0} counts the epoch in progress, and the steps show how far it is.",
        key,
      );
    case "epochRecords":
      return t(
        "Epochs completed: {0} is the epoch in progress. Its records are counted, because its steps do not show how long an epoch is.",
        key,
      );
    case "epochEnds":
      return t("Epochs completed: {0} is logged once per epoch, at its end.", key);
    case "epochFew":
      return t("Epochs completed, counted in steps: the few records with {0} show how many steps an epoch has.", key);
    case "steps":
      return hasEpochs
        ? t("Steps, read from {0}: the epochs of the log do not show when each training loss was logged.", key)
        : t("Steps, read from {0}: the log has no epochs.", key);
    case "records":
      return t("Records of the log, because it has neither epochs nor steps.");
  }
}
