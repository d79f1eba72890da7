import { counted, t } from "../../l10n.ts";
import { formatCadence } from "../model/cadence.ts";
import type { Finding } from "../model/finding.ts";
import type { AskedInterval, CadenceFacts, IntervalUnit, RecordPlace } from "../model/findingFacts.ts";
import { relaxAdvice } from "./advice.ts";
import { foundAt, grouped, listed, measured, placeIn } from "./sentences.ts";

type Facts<Kind> = Extract<CadenceFacts, { readonly kind: Kind }>;

/** A metric that is logged less often than the contract asks. */
export function cadenceSentences(finding: Finding<"cadence">): readonly string[] {
  const { metric, count, facts } = finding;
  const about = { metric: metric ?? "", place: foundAt(finding) };
  const placed = (place: RecordPlace): string => recordText(place, finding);
  switch (facts.kind) {
    case "rare":
      return [
        t("{metric} is logged every {median} (median): the contract asks for it {every}.", {
          ...about,
          median: shortLength(facts.median, facts.unit),
          every: askedText(facts),
        }),
        longestSentence(facts, placed),
        t("Log it more often."),
        relaxAdvice(facts.written),
      ];
    case "drift":
      return driftSentences(about, facts);
    case "batches":
      return [
        counted(
          count,
          [
            "{metric} is missing from {0} of {expected} batches, first at {place}: the contract asks for it every batch.",
            "{metric} is missing from {0} of {expected} batches, first at {place}: the contract asks for it every batch.",
          ],
          { ...about, expected: grouped(facts.expected) },
        ),
        t("Log it with every batch."),
        relaxAdvice(facts.written),
      ];
    case "gaps":
      return [
        dueSentence(about, facts, placed),
        ...(count > 1 ? [t("{0} intervals are too long.", grouped(count))] : []),
        t("Check why it was not logged there."),
        relaxAdvice(facts.written),
      ];
  }
}

/** Metrics that come once an epoch where the contract asks for more. */
export function epochOnlySentences({ metric, facts }: Finding<"epoch-only">): readonly string[] {
  const { metrics, steps, loss, written } = facts;
  const several = metrics.length > 1;
  const length = steps === null ? "" : shortLength(steps, "step");
  const about = { metrics: listed(metrics), metric: metric ?? "", every: formatCadence(facts.every), steps: length };
  return [
    several ? severalOnceAnEpoch(about) : oneOnceAnEpoch(about),
    ...(loss ? [t("The curve within an epoch is not visible.")] : []),
    several ? t("Log them more often.") : t("Log it more often."),
    relaxAdvice(written),
  ];
}

type EpochOnlyValues = Readonly<Record<"metrics" | "metric" | "every" | "steps", string>>;

function oneOnceAnEpoch(about: EpochOnlyValues): string {
  return about.steps === ""
    ? t("{metric} is logged once per epoch: the contract asks for it {every}.", about)
    : t("{metric} is logged once per epoch ({steps}): the contract asks for it {every}.", about);
}

function severalOnceAnEpoch(about: EpochOnlyValues): string {
  return about.steps === ""
    ? t("{metrics} are logged once per epoch. The contract asks for more: for example, {metric} {every}.", about)
    : t(
        "{metrics} are logged once per epoch ({steps}). The contract asks for more: for example, {metric} {every}.",
        about,
      );
}

function driftSentences(about: Readonly<Record<string, string>>, facts: Facts<"drift">): readonly string[] {
  return [
    t(
      "Since the run was resumed at {place}, {metric} has been logged every {median} (median). Before that, it was every {before}. The contract asks for it {every}.",
      {
        ...about,
        median: shortLength(facts.median, facts.unit),
        before: shortLength(facts.before, facts.unit),
        every: askedText(facts),
      },
    ),
    t("Resume the run with its old logging interval."),
    relaxAdvice(facts.written),
  ];
}

function longestSentence({ longest, unit }: Facts<"rare">, placed: (place: RecordPlace) => string): string {
  const about = { length: longLength(longest.length, unit), from: placed(longest.from) };
  return longest.to === null
    ? t("The longest interval is {length}, starting at {from}.", about)
    : t("The longest interval is {length}, from {from} to {to}.", { ...about, to: placed(longest.to) });
}

function dueSentence(
  about: Readonly<Record<string, string>>,
  facts: Facts<"gaps">,
  placed: (place: RecordPlace) => string,
): string {
  const { longest, unit } = facts;
  const values = {
    ...about,
    every: askedText(facts),
    length: longLength(longest.length, unit),
    from: placed(longest.from),
  };
  return longest.to === null
    ? t(
        "{metric} should have been logged at {place} and has not been logged since. The contract asks for it {every}, and {length} have passed since {from}.",
        values,
      )
    : t(
        "{metric} should have been logged at {place}. The contract asks for it {every}, and the longest interval is {length}, from {from} to {to}.",
        { ...values, to: placed(longest.to) },
      );
}

/** "every 500 steps", "every 1/4 epoch (25 steps)". */
function askedText({ every, interval, unit }: AskedInterval): string {
  const cadence = formatCadence(every);
  return interval === null
    ? cadence
    : t("{every} ({interval})", { every: cadence, interval: longLength(interval, unit) });
}

/** How long an interval is that may be of one step or batch. */
function shortLength(length: number, unit: IntervalUnit): string {
  return unit === "step" ? counted(length, ["{0} step", "{0} steps"]) : counted(length, ["{0} batch", "{0} batches"]);
}

/** How long a longer interval is. */
function longLength(length: number, unit: IntervalUnit): string {
  return unit === "step" ? t("{0} steps", measured(length)) : t("{0} batches", measured(length));
}

/** The place of a record, with the epoch that it is of. */
function recordText({ line, epoch }: RecordPlace, finding: Finding): string {
  const place = placeIn(finding, line);
  return epoch === null ? place : t("{0} (epoch {1})", place, measured(epoch));
}
