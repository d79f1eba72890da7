import type { Clock } from "../../src/review/runReview.ts";

/** What the x axis counts. */
export function clockTitle(clock: Clock): string {
  switch (clock) {
    case "epoch":
      return "epoch";
    case "step":
      return "step";
    case "record":
      return "record";
  }
}
