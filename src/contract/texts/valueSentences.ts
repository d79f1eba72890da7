import { counted, t } from "../../l10n.ts";
import { contractFileName } from "../model/contract.ts";
import type { Finding } from "../model/finding.ts";
import type { RangeFacts } from "../model/findingFacts.ts";
import { foundAt, grouped, listed, measured } from "./sentences.ts";

/** Values that are NaN or infinite. */
export function nonFiniteSentences(finding: Finding<"non-finite">): readonly string[] {
  const { others, lost } = finding.facts;
  return [
    ...whereSentences(finding),
    ...(others.length === 0 ? [] : [t("{0} became non-finite with it.", listed(others))]),
    lost
      ? t("Restart the run from an earlier checkpoint, with a lower learning rate or clipped gradients.")
      : t("Fits leave such values out; look for an overflow or a division by zero there."),
  ];
}

function whereSentences(finding: Finding<"non-finite">): readonly string[] {
  const { metric, count, facts } = finding;
  const { written, stretches, longest, lasting } = facts;
  const first = { metric: metric ?? "", value: facts.value, place: foundAt(finding), count: grouped(count) };
  if (written === "text") {
    return [
      t(
        "{metric} is text instead of a number from {place} to the end ({count} records). NaN is often written that way in JSON.",
        first,
      ),
    ];
  }
  if (written === "absent") {
    return [t("{metric} is missing or null from {place} to the end ({count} records) while the run goes on.", first)];
  }
  if (stretches > 1) {
    return [
      t("{metric} is {value} at {place}, the first of {count} values that are not finite.", first),
      ...(longest > 1
        ? [t("They occur in {0} stretches of at most {1} values.", grouped(stretches), grouped(longest))]
        : []),
      ...(lasting ? [t("The log ends with such values.")] : []),
    ];
  }
  if (lasting) {
    return [t("{metric} is {value} from {place} to the end of the log ({count} values).", first)];
  }
  return [
    count === 1
      ? t("{metric} is {value} at {place}.", first)
      : counted(
          count - 1,
          [
            "{metric} is {value} at {place} and in the next value.",
            "{metric} is {value} at {place} and in the next {0} values.",
          ],
          first,
        ),
  ];
}

/** A loss that is exactly 0 to the end. */
export function lossZeroSentences(finding: Finding<"loss-zero">): readonly string[] {
  const { metric, count, facts } = finding;
  const about = {
    metric: metric ?? "",
    place: foundAt(finding),
    count: grouped(count),
    before: measured(facts.before),
  };
  return [
    t("{metric} is exactly 0 from {place} to the end ({count} values); before, it was {before}.", about),
    t("Some trainers log 0 in place of NaN. If yours does, restart the run from an earlier checkpoint."),
  ];
}

/** Numbers in quotes. */
export function numberTextSentences({ metric, count, facts }: Finding<"number-as-text">): readonly string[] {
  const about = { metric: metric ?? "", count: grouped(count), values: grouped(facts.values) };
  const { others } = facts;
  return [
    t('{metric} is written as text in {count} of {values} values (such as "0.25" in place of 0.25).', about),
    ...(others.length === 0 ? [] : [t("The same is true for {0}.", listed(others))]),
    t("It is read as a number here, but other tools may not do so: log plain numbers."),
  ];
}

/** A loss that went on at another level after a pause. */
export function levelJumpSentence(finding: Finding<"level-jump">): string {
  const { metric, facts } = finding;
  return t(
    "{metric} jumps at {place}: after a pause of {minutes} minutes, the next {values} values are {ratio} times as large as those before. If the run was resumed there, look for a changed setting, such as gradient accumulation steps.",
    {
      ...{
        metric: metric ?? "",
        place: foundAt(finding),
        minutes: measured(Number((facts.pause / 60).toPrecision(2))),
      },
      ...{ values: grouped(facts.values), ratio: measured(Number(facts.ratio.toPrecision(3))) },
    },
  );
}

/** A run without a contract. */
export function noContractSentences({ facts }: Finding<"no-contract">): readonly string[] {
  return [
    ...(facts.loss === null
      ? [withoutLossSentence(facts.alike ?? 0), chooseSentence()]
      : [t("{0} is read as the training loss.", facts.loss)]),
    withoutContractSentence(facts.others ?? 0),
  ];
}

function withoutLossSentence(alike: number): string {
  return alike === 0
    ? t("No column of this log looks like a training loss.")
    : counted(alike, [
        "No column of this log or of {0} other log of this workspace folder looks like a training loss.",
        "No column of this log or of {0} other logs of this workspace folder looks like a training loss.",
      ]);
}

function chooseSentence(): string {
  return t('Choose one with the quick fix "Use a Column as the Training Loss…", or name one in a {contract}.', {
    contract: contractFileName,
  });
}

function withoutContractSentence(others: number): string {
  return others === 0
    ? t("No contract says what this run should log, so Slopewise only checks for errors such as NaN or divergence.")
    : counted(others, [
        "This run and {0} other run of this workspace folder have no contract. Slopewise only checks them for errors such as NaN or divergence.",
        "This run and {0} other runs of this workspace folder have no contract. Slopewise only checks them for errors such as NaN or divergence.",
      ]);
}

/** Finite values outside the range of the contract. */
export function rangeSentences(finding: Finding<"out-of-range">): readonly string[] {
  const { metric, count, facts } = finding;
  const about = { metric: metric ?? "", value: measured(facts.value), place: foundAt(finding) };
  return [
    t("{metric} should be {bounds} and is {value} at {place}.", { ...about, bounds: boundsText(facts) }),
    ...(count === 1
      ? []
      : [t("It is the first of {0} such values, out of {1}.", grouped(count), grouped(facts.values))]),
    facts.percent
      ? t('It looks like a percentage: divide it by 100 before logging, or raise "max" in the contract.')
      : t("Correct the logging code, or the range in the contract."),
  ];
}

function boundsText({ min, max }: RangeFacts): string {
  if (min !== null && max !== null) {
    return t("from {0} to {1}", measured(min), measured(max));
  }
  return min === null ? t("at most {0}", measured(max ?? Number.POSITIVE_INFINITY)) : t("at least {0}", measured(min));
}

/** A metric that is not the multiple of another one that it is defined as. */
export function unitSentence({ metric, count, facts }: Finding<"unit-mismatch">): string {
  const { from, kind, ratio } = facts;
  const about = {
    ...{ metric: metric ?? "", from, scale: measured(facts.scale) },
    ...{ wrong: grouped(count), compared: grouped(facts.compared) },
  };
  switch (kind) {
    case "same":
      return t(
        "{metric} should be {from} times {scale}, but in {wrong} of {compared} records with both it is the same number: one of the two is in the wrong unit. Correct the logging code.",
        about,
      );
    case "swapped":
      return t(
        "{metric} should be {from} times {scale}, but in {wrong} of {compared} records with both it is {from} divided by {scale}: the two units are swapped. Correct the logging code.",
        about,
      );
    case "other":
      return t(
        "{metric} should be {from} times {scale}. In {wrong} of the {compared} records that have both, it is something else. In the first of these it is {from} times {ratio}. Check both units in the logging code.",
        { ...about, ratio: typeof ratio === "number" ? measured(ratio) : ratio },
      );
  }
}
