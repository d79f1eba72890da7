import { counted, t } from "../../l10n.ts";
import { formatCadence } from "../model/cadence.ts";
import { contractFileName } from "../model/contract.ts";
import type { Finding } from "../model/finding.ts";
import type { Covered, MissingFacts } from "../model/findingFacts.ts";
import { leaveOutAdvice } from "./advice.ts";
import { grouped, listed, measured } from "./sentences.ts";

type Facts<Kind> = Extract<MissingFacts, { readonly kind: Kind }>;

/** A metric, or a name of the contract, that is not in the log. */
export function missingSentences({ metric, facts }: Finding<"missing-metric">): readonly string[] {
  const name = metric ?? "";
  switch (facts.kind) {
    case "never":
      return [
        t("{metric} is not logged {during}: the contract asks for it {every}.", aboutOf(name, facts)),
        ...dueSentences(facts),
        ...adviceSentences(name, facts),
      ];
    case "text":
      return [
        counted(
          facts.values,
          [
            "{metric} is never a number {during}: {0} value is text or a list. The contract asks for it {every}.",
            "{metric} is never a number {during}: {0} values are text or lists. The contract asks for it {every}.",
          ],
          aboutOf(name, facts),
        ),
        ...dueSentences(facts),
        t("Log it as a plain number."),
      ];
    case "role":
      return roleSentences(name, facts);
    case "elsewhere":
      return [elsewhereSentence(facts)];
  }
}

/** A metric that is not logged, or not always, but follows from another one that is. */
export function derivableSentences({ metric, facts }: Finding<"derivable-metric">): readonly string[] {
  const { from, values } = facts;
  const about = { metric: metric ?? "", from, scale: measured(facts.scale), values: grouped(values) };
  return [
    values === 0
      ? t("{metric} is not logged, but it equals {scale} times {from}, which is logged.", about)
      : counted(
          values,
          [
            "{metric} has only {0} value, but it equals {scale} times {from}, which is logged.",
            "{metric} has only {0} values, but it equals {scale} times {from}, which is logged.",
          ],
          about,
        ),
    t("Nothing is lost: a quick fix writes it to a separate CSV."),
    leaveOutAdvice(facts.written),
  ];
}

function aboutOf(metric: string, { during, every }: Facts<"never" | "text">): Readonly<Record<string, string>> {
  return { metric, during: duringText(during), every: formatCadence(every) };
}

/** "in 1 record", "in 20 epochs": what has gone by without the metric. */
function duringText({ amount, unit }: Covered): string {
  switch (unit) {
    case "record":
      return counted(amount, ["in {0} record", "in {0} records"]);
    case "epoch":
      return t("in {0} epochs", measured(amount));
    case "step":
      return t("in {0} steps", grouped(amount));
    case "batch":
      return t("in {0} batches", grouped(amount));
  }
}

function dueSentences({ without }: Facts<"never" | "text">): readonly string[] {
  return without === null
    ? []
    : [t("The log has no {0}, so Slopewise cannot tell when this metric should be logged.", without)];
}

function adviceSentences(metric: string, { alias, role, source, written }: Facts<"never">): readonly string[] {
  if (alias !== null) {
    const about = { alias, metric, contract: contractFileName };
    return [
      role === null
        ? t('If {alias} is the same metric, list it under "metrics" in {contract}. Otherwise, log {metric}.', about)
        : t('If {alias} is the same metric, set "names": {names} in {contract}. Otherwise, log {metric}.', {
            ...about,
            names: `{ "${role}": ${JSON.stringify(alias)} }`,
          }),
    ];
  }
  return source === null
    ? [t("Add it to the logging code."), leaveOutAdvice(written)]
    : [
        t(
          "It equals {source} divided by {scale}, and {source} is logged. Log both, or reverse the derivation in the contract.",
          {
            source: source.metric,
            scale: measured(source.scale),
          },
        ),
      ];
}

function roleSentences(metric: string, { role, during, alias }: Facts<"role">): readonly string[] {
  return [
    t("{contract} says that {role} is {metric}, but {metric} is not logged {during}.", {
      ...{ metric, role, contract: contractFileName, during: duringText(during) },
    }),
    ...(alias === null ? [] : [t("{0} looks similar.", alias)]),
    t("Correct that name, or log {0}.", metric),
  ];
}

function elsewhereSentence({ file, held }: Facts<"elsewhere">): string {
  const names = held.map(({ metric, key }) => (key === metric ? metric : t("{0} (called {1} there)", metric, key)));
  return t(
    held.length === 1
      ? "{0} is logged in {1} next to this log. Nothing is lost, but a review reads only one log: log to one file to see them together."
      : "{0} are logged in {1} next to this log. Nothing is lost, but a review reads only one log: log to one file to see them together.",
    listed(names),
    file,
  );
}
