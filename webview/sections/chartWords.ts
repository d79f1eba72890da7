import type { RunPlot } from "../../src/review/model/runPlot.ts";
import type { RunReview } from "../../src/review/model/runReview.ts";
import { clockTitle } from "../axes/clockTitle.ts";
import { rangeOf } from "../axes/range.ts";
import { significant } from "../ui/format.ts";
import { t } from "../ui/text.ts";

/** Why a loss that is there cannot be drawn. */
export function whyNoLoss({ summary }: RunReview, { loss, lossVal }: RunPlot): string {
  return rangeOf("linear", loss.y, lossVal.y) === null
    ? summary
    : t("Log axes only show values above 0, and the loss has none: turn off log x or log y.");
}

/** What the chart of the curvature shows. */
export function settlingOf({ curvature, clock }: RunReview): string {
  const settles = curvature?.plateau.epoch ?? null;
  return settles === null
    ? t("There is no plateau.")
    : t("It is level from {0} on.", `${clockTitle(clock)} ${significant(settles)}`);
}

/** How one moves about in charts. */
export function hint(): string {
  return t(
    "Drag to move · Shift+drag to zoom to a range · Ctrl+wheel, + or − to zoom · 0 to show all · Shift+arrows to read values · Alt+click or Enter to open the log at that point",
  );
}
