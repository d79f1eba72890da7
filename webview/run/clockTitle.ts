import type { Clock } from "../../src/review/runReview.ts";
import { t } from "../shared/text.ts";

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
