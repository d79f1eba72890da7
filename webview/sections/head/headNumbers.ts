import type { PanelState } from "../../../src/protocol/panel.ts";
import type { LastValue } from "../../../src/review/model/runNumbers.ts";
import { clockTitle } from "../../model/clockTitle.ts";
import { significant } from "../../ui/format.ts";
import { t } from "../../ui/text.ts";

/** A number of the strip under the verdict: what it is, how much, and a word on it. */
export interface HeadNumber {
  readonly name: string;
  readonly value: string;
  /** When it was so, or which metric it is of. */
  readonly note: string;
}

/** The numbers that people ask a run for first, those alone that its log holds. */
export function headNumbers({ review, plot, facts }: PanelState): HeadNumber[] {
  if (review === null || plot === null) {
    return [];
  }
  const { numbers } = plot;
  const when = (time: number): string => `${clockTitle(plot.clock)} ${significant(time)}`;
  const { bestVal } = review;
  const { bestAccuracy, gap, reached } = numbers;
  const parts: (HeadNumber | null)[] = [
    last(t("training loss now"), numbers.trainLoss),
    bestVal && { name: t("best validation loss"), value: significant(bestVal.value), note: when(bestVal.epoch) },
    bestAccuracy === null
      ? last(t("training accuracy"), numbers.trainAccuracy)
      : { name: t("best validation accuracy"), value: significant(bestAccuracy.value), note: when(bestAccuracy.t) },
    gap === null ? null : { name: t("gap"), value: signed(gap), note: t("validation − training, there") },
    last(t("learning rate"), numbers.learningRate),
    reached === null ? null : { name: clockTitle(plot.clock), value: significant(reached), note: plannedText(facts) },
  ];
  return parts.filter((part) => part !== null);
}

function last(name: string, of: LastValue | null): HeadNumber | null {
  return of && { name, value: of.value === null ? t("not finite") : significant(of.value), note: of.metric };
}

function signed(value: number): string {
  return significant(value, 3).replace(/^-/, "−");
}

function plannedText(facts: PanelState["facts"]): string {
  const planned = facts?.planned ?? null;
  return planned === null ? "" : t("of {0}", significant(planned, 6));
}
