import { t } from "../../l10n.ts";
import type { RunReview } from "../model/runReview.ts";
import { number, time } from "./numbers.ts";

type Review = Pick<RunReview, "clock" | "knee" | "lrDrops" | "lrDropsFrom" | "schedule" | "stairs" | "window">;

/** The course of the learning rate by its name; drops have a sentence of their own. */
export function scheduleSentence({ schedule, knee, clock }: Review): string {
  if (schedule === null) {
    return "";
  }
  const { course, warmUpEnd, constantUntil } = schedule;
  const isSaid = warmUpEnd === null || (knee !== null && knee.epoch !== null && knee.epoch <= warmUpEnd);
  const until = constantUntil === null ? "" : time(constantUntil, clock);
  return isSaid ? courseSentence(course, until) : warmedUpSentence(course, time(warmUpEnd, clock), until);
}

type Course = NonNullable<Review["schedule"]>["course"];

function courseSentence(course: Course, until: string): string {
  switch (course) {
    case "cosine":
      return t("The learning rate follows a cosine schedule.");
    case "linear":
      return t("The learning rate falls linearly.");
    case "constantThenLinear":
      return t("The learning rate is constant until {0}, then falls linearly.", until);
    case "constant":
    case "drops":
    case "other":
      return "";
  }
}

function warmedUpSentence(course: Course, end: string, until: string): string {
  switch (course) {
    case "cosine":
      return t("The learning rate warms up until {0}, then follows a cosine schedule.", end);
    case "linear":
      return t("The learning rate warms up until {0}, then falls linearly.", end);
    case "constantThenLinear":
      return t("The learning rate warms up until {0}, is constant until {1}, then falls linearly.", end, until);
    case "constant":
      return t("The learning rate warms up until {0}, then is constant.", end);
    case "drops":
    case "other":
      return t("The learning rate warms up until {0}.", end);
  }
}

/** Where the learning rate, or without one the loss, drops, and what the fits do there. */
export function dropSentence({ lrDrops, lrDropsFrom, clock, window }: Review): string {
  const [first] = lrDrops;
  if (first === undefined || window === null || (window.endsAt === "end" && window.start <= first)) {
    return "";
  }
  const at = time(first, clock);
  const count = lrDrops.length;
  const isFirst = window.start <= first;
  if (lrDropsFrom === "loss") {
    const seen =
      count > 1
        ? t("No learning rate is logged; the loss drops {0} times, as it does after a learning rate decay.", count)
        : t("No learning rate is logged; the loss drops once, as it does after a learning rate decay.");
    return `${seen} ${stopSentence(at, isFirst)}`;
  }
  const drops =
    count > 1
      ? t("The learning rate drops {0} times, first at {1}.", count, at)
      : t("The learning rate drops at {0}.", at);
  return `${drops} ${stopSentence(at, isFirst)}`;
}

function stopSentence(at: string, isFirst: boolean): string {
  return isFirst
    ? t("Fits end at {0}.", at)
    : t("There is too little data before {0}, so the fits start after it.", at);
}

/** Steps at the ends of epochs, which are no drops of the learning rate. */
export function stairsSentence({ stairs }: Review): string {
  return stairs === null
    ? ""
    : t(
        "The loss drops by about {0}% at the ends of {1} epochs, as it does when data repeats. None of the fitted curves has such drops.",
        ...[number(100 * stairs.size, 2), stairs.epochs.length],
      );
}
