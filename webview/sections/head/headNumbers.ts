import type { PanelState } from "../../../src/protocol/panel.ts";
import type { ConstantMetric } from "../../../src/review/model/runPlot.ts";
import type { Clock, RunReview } from "../../../src/review/model/runReview.ts";
import type { LastValue, RunNumbers } from "../../../src/review/model/runNumbers.ts";
import { clockTitle } from "../../axes/clockTitle.ts";
import { byInterval, intervalByItself, significant } from "../../ui/format.ts";
import { grouped, t } from "../../ui/text.ts";
import { durationText } from "./verdict.ts";

/** A number of the strip under the verdict: what it is, how much, and a word on it. */
export interface HeadNumber {
  readonly name: string;
  readonly value: string;
  /** When it was so, or which metric it is of. */
  readonly note: string;
  /** More on it, for the pointer. */
  readonly title?: string;
}

/** The numbers that people ask a run for first, those alone that its log holds. */
export function headNumbers({ review, plot, facts, readAs }: PanelState): HeadNumber[] {
  if (review === null || plot === null) {
    return [];
  }
  const { numbers } = plot;
  const when = (time: number): string => `${clockTitle(plot.clock)} ${significant(time)}`;
  const { bestVal } = review;
  const { bestAccuracy, gap, reached } = numbers;
  const parts: (HeadNumber | null)[] = [
    lossNow(numbers),
    ...numbers.others.map(({ metric, value }) => last(metric, { metric: t("last value"), value })),
    bestVal && { name: t("Best validation loss"), value: significant(bestVal.value), note: when(bestVal.epoch) },
    bestAccuracy === null
      ? last(t("Training accuracy"), numbers.trainAccuracy)
      : { name: t("Best validation accuracy"), value: significant(bestAccuracy.value), note: when(bestAccuracy.t) },
    gap === null ? null : { name: t("Gap"), value: significant(gap, 3), note: t("at the best validation loss") },
    rateOf(numbers.learningRate, plot.constants),
    constantOf(t("Weight decay"), readAs?.taken.weightDecay?.column ?? null, plot.constants),
    reached === null
      ? null
      : { name: reachedTitle(plot.clock), value: reachedText(plot.clock, reached), note: plannedText(facts) },
    numbers.wallTime === null
      ? null
      : { name: t("Duration"), value: wallTimeText(numbers.wallTime), note: t("first to last record") },
    forecastOf(review.forecast, when),
  ];
  return parts.filter((part) => part !== null);
}

function lossNow({ trainLoss, lost }: RunNumbers): HeadNumber | null {
  const shown = last(t("Last training loss"), trainLoss);
  return shown && (lost?.isNan === true ? { ...shown, value: t("NaN") } : shown);
}

function last(name: string, of: LastValue | null): HeadNumber | null {
  return of && { name, value: of.value === null ? t("not finite") : significant(of.value), note: of.metric };
}

/** Steps and records are whole; of an epoch the part counts. */
function reachedText(clock: Clock, reached: number): string {
  return clock === "epoch" ? significant(reached) : grouped(Math.round(reached));
}

function wallTimeText(seconds: number): string {
  return seconds < 100 ? t("{0} s", significant(seconds, 2)) : durationText(1000 * seconds);
}

/** The learning rate: that of the last record, which need not be the setting of the same name, unless it never changed. */
function rateOf(of: LastValue | null, constants: readonly ConstantMetric[]): HeadNumber | null {
  const isConstant = constants.some(({ metric }) => metric === of?.metric);
  const shown = last(isConstant ? t("Learning rate") : t("Last learning rate"), of);
  return shown && (isConstant ? { ...shown, note: t("constant") } : shown);
}

/** How far the run came, by what its time axis counts. */
function reachedTitle(clock: Clock): string {
  switch (clock) {
    case "epoch":
      return t("Epoch");
    case "step":
      return t("Step");
    case "record":
      return t("Record");
  }
}

/** A number that a log repeats; null where it changes, since its chart says more. */
function constantOf(name: string, column: string | null, constants: readonly ConstantMetric[]): HeadNumber | null {
  const found = constants.find(({ metric }) => metric === column);
  return found === undefined ? null : { name, value: significant(found.value), note: t("constant") };
}

/** What the models expect at the planned end, of a run that goes on. */
function forecastOf(forecast: RunReview["forecast"], when: (time: number) => string): HeadNumber | null {
  const value = forecast?.value ?? null;
  if (forecast === null || value === null) {
    return null;
  }
  const { at, interval } = forecast;
  return {
    name: t("Training loss at {0} (forecast)", when(at)),
    title: t("The interval accounts for how far off the same forecast was on earlier parts of this run."),
    value: byInterval(interval)(value),
    note: interval === null ? "" : t("95% CI {0}", intervalByItself(interval)),
  };
}

function plannedText(facts: PanelState["facts"]): string {
  const planned = facts?.planned ?? null;
  return planned === null ? "" : t("of {0}", significant(planned, 6));
}
