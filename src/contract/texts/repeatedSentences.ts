import { counted, t } from "../../l10n.ts";
import type { Finding } from "../model/finding.ts";
import type { RepeatedFacts } from "../model/findingFacts.ts";
import { foundAt, grouped, measured } from "./sentences.ts";

/** Steps that were logged already. */
export function repeatedSentences(finding: Finding<"steps-repeated">): readonly string[] {
  const { metric, count, facts } = finding;
  const about = { clock: metric ?? "", place: foundAt(finding), count: grouped(count) };
  switch (facts.kind) {
    case "disorder":
      return [
        t(
          "{clock} goes back {count} times in {records} records, so the records are out of order. Several processes may write this log, or {clock} counts something else. Give each process its own log, or log a {clock} that only grows.",
          { ...about, records: grouped(facts.records) },
        ),
      ];
    case "epochReset":
      return [
        counted(
          count,
          [
            "{clock} starts again at {to} in each epoch ({0} time so far), so the same {clock} stands for many batches. Log steps that count from the start of the run.",
            "{clock} starts again at {to} in each epoch ({0} times so far), so the same {clock} stands for many batches. Log steps that count from the start of the run.",
          ],
          { ...about, to: measured(facts.to) },
        ),
      ];
    case "resumed":
      return resumedSentences(about, facts);
    case "doubled":
      return [
        counted(
          count,
          [
            "{clock} {step} is logged again at {place}: {0} batch has the same {clock} as the one before. Only the last record of a step counts in the analysis. Log from one process, one record per optimizer step.",
            "{clock} {step} is logged again at {place}: {0} batches have the same {clock} as the one before. Only the last record of a step counts in the analysis. Log from one process, one record per optimizer step.",
          ],
          { ...about, step: measured(facts.step) },
        ),
      ];
  }
}

function resumedSentences(
  about: Readonly<Record<"clock" | "place" | "count", string>>,
  { from, to, fromStart, repeated, jump }: Extract<RepeatedFacts, { readonly kind: "resumed" }>,
): readonly string[] {
  const values = { ...about, from: measured(from), to: measured(to) };
  return [
    fromStart
      ? t("{clock} goes back from {from} to {to} at {place}: the run was started again.", values)
      : t("{clock} goes back from {from} to {to} at {place}: the run was resumed from a checkpoint.", values),
    ...(about.count === "1" ? [] : [t("This is the first of {0} such places.", about.count)]),
    counted(repeated, ["{0} record repeats what was logged before.", "{0} records repeat what was logged before."]),
    jump === null ? t("The analysis uses the last record of each step; there is nothing to do.") : jumpSentence(jump),
  ];
}

function jumpSentence({
  ratio,
  pairs,
  shared,
}: NonNullable<Extract<RepeatedFacts, { readonly kind: "resumed" }>["jump"]>): string {
  const about = { pairs: grouped(pairs), ratio: measured(Number(ratio.toPrecision(3))) };
  return shared
    ? t(
        "At the {pairs} steps that were logged twice, the loss after the resume is {ratio} times the loss before it. Look for a changed setting, such as gradient accumulation steps.",
        about,
      )
    : t(
        "The {pairs} losses right after the resume are {ratio} times as large as those right before it. Look for a changed setting, such as gradient accumulation steps.",
        about,
      );
}
