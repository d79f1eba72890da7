import type { RunReview } from "../../src/review/model/runReview.ts";
import type { LostLoss } from "../../src/review/model/runNumbers.ts";
import type { Interval } from "../../src/review/model/runReview.ts";
import type { ChartModel } from "../model/chartModel.ts";
import { clockTitle } from "../axes/clockTitle.ts";
import { significant } from "../ui/format.ts";
import { faint, type Theme } from "../ui/theme.ts";
import type { Mark, Span } from "./plugins/marksPlugin.ts";
import { t } from "../ui/text.ts";

export type MarkSource = Pick<ChartModel, "review" | "said" | "theme" | "axis"> & {
  readonly plot: Pick<ChartModel["plot"], "numbers">;
};

/** A time by the run's clock, which is named where the axis counts something else. */
export function timeAt(
  time: number | null,
  { axis, clock }: { readonly axis: ChartModel["axis"]; readonly clock: RunReview["clock"] },
): string {
  const written = significant(time, 3);
  return axis === "clock" ? written : `${clockTitle(clock)} ${written}`;
}

/** The knee, the learning-rate drops and where the run diverged: placed as the axis shows them, said by the run's clock. */
export function lossMarks({ review, said, plot, theme, axis }: MarkSource): Mark[] {
  const { knee, lrDrops, lrDropsFrom, loss } = review;
  const when = (time: number | null | undefined): string => timeAt(time ?? null, { axis, clock: said.clock });
  const marks: Mark[] = [];
  if (knee !== null && knee.epoch !== null) {
    marks.push({
      at: knee.epoch,
      interval: knee.interval,
      label: knee.provisional
        ? t("knee {0} (provisional)", when(said.knee?.epoch))
        : t("knee {0}", when(said.knee?.epoch)),
      color: theme.foreground,
      bandColor: faint(theme.foreground, 0.16),
      dash: [],
    });
  }
  if (loss?.divergedAt !== null && loss !== null) {
    marks.push({
      at: loss.divergedAt,
      interval: null,
      label: endLabel(said.loss?.divergedAt ?? null, plot.numbers.lost, when),
      color: theme.red,
      bandColor: "transparent",
      dash: [6, 3],
    });
  }
  for (const [i, drop] of lrDrops.entries()) {
    const plain = { interval: null, color: theme.muted, bandColor: "transparent" };
    const at = when(said.lrDrops[i]);
    const label = lrDropsFrom === "loss" ? t("loss drop {0}", at) : t("lr drop {0}", at);
    marks.push({ ...plain, at: drop, label, dash: [3, 4] });
  }
  return marks;
}

/** A loss that turned NaN did not diverge before that, or the mark would stand there. */
function endLabel(at: number | null, lost: LostLoss | null, when: (time: number | null) => string): string {
  const isNan = lost?.isNan === true && lost.t !== null && at !== null && at >= lost.t;
  return isNan ? t("NaN {0}", when(at)) : t("diverged {0}", when(at));
}

/** The windows of the slopes with what they gave, and the stretches that were run more than once. */
export function lossSpans({ slopes }: RunReview, repeated: readonly Interval[], theme: Theme): Span[] {
  const spans: Span[] = [];
  for (const [name, slope] of [
    [t("α early"), slopes?.early],
    [t("α full"), slopes?.full],
  ] as const) {
    if (slope !== undefined && slope.alpha !== null) {
      const [from, to] = slope.window;
      spans.push({ from, to, label: `${name} ${significant(slope.alpha, 3)}`, color: theme.muted });
    }
  }
  for (const [from, to] of repeated) {
    spans.push({ from, to, label: t("run again"), color: theme.yellow });
  }
  return spans;
}
