import type { Clock } from "../../src/review/model/runReview.ts";
import { t } from "../ui/text.ts";

/** What the x axis counts. */
export function clockTitle(clock: Clock): string {
  switch (clock) {
    case "epoch":
      return t("epoch");
    case "step":
      return t("step");
    case "record":
      return t("record");
  }
}
