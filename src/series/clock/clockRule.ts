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

/** The rule in words. `key`: the column that the clock is read off; null where records are counted. */
export function clockFrom(rule: ClockRule, key: string | null): ClockFrom {
  return { code: rule, text: textOf(rule, key ?? "") };
}

function textOf(rule: ClockRule, key: string): string {
  switch (rule) {
    case "epochFractions":
      return t("Epochs completed, from {0}.", key);
    case "epochRounded":
      return t("Epochs completed: {0} is rounded, so steps separate the records with the same value.", key);
    case "epochSteps":
      return t("Epochs completed: {0} is the epoch in progress, and the steps show how much of it is done.", key);
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
      return t("Steps, from {0}: the log has no epoch that covers the training loss.", key);
    case "records":
      return t("Records of the log, because it has neither epochs nor steps.");
  }
}
