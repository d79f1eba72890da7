import { counted, t } from "../../l10n.ts";
import type { PlaceFacts } from "../model/findingFacts.ts";
import { listed, measured } from "./sentences.ts";

/** A place that belongs to a finding, in words that need no context. */
export function placeText(facts: PlaceFacts): string {
  switch (facts.kind) {
    case "beforeInterval":
      return t("the last {0} before the longest interval", facts.metric);
    case "afterInterval":
      return t("the {0} that ends the longest interval", facts.metric);
    case "firstOf":
      return t("the first {0}", facts.metric);
    case "otherLog":
      return t("the log that has {0}", listed(facts.keys));
    case "longestStretch":
      return counted(facts.values, ["the longest stretch, {0} value", "the longest stretch, {0} values"]);
    case "loggedAgain":
      return t("the first record that is logged again later");
    case "planned":
      return facts.unit === "epoch" ? t("the planned epochs") : t("the planned steps");
    case "lastBefore":
      return t("the last record before it, {0} {1}", facts.clock, measured(facts.value));
  }
}
