import { inferContract } from "../../contract/checks/inferContract.ts";
import type { LogTable } from "../../log/columns/columns.ts";
import type { CsvComparison } from "../../log/convert/csvComparison.ts";
import { LogError } from "../../log/files/logError.ts";
import type { RunReview } from "../../review/model/runReview.ts";
import type { Answer, QuestionKind } from "../../protocol/worker.ts";
import { t } from "../../l10n.ts";

/** A run as far as it can be asked. */
export interface Askable {
  readonly name: { readonly log: string };
  /** The log as far as it was read; null before the first poll has ended. */
  table(): LogTable | null;
  review(): { readonly review: RunReview } | null;
  compareCsv(): Promise<CsvComparison>;
}

/** Answers a question about a run. @throws {LogError} where there is no answer, with the reason in a sentence. */
export async function answerOn(run: Askable, kind: QuestionKind): Promise<Answer> {
  switch (kind) {
    case "inferred":
      return { kind, value: inferContract(known(run, run.table())) };
    case "review":
      return { kind, value: known(run, run.review()).review };
    case "summary":
      return { kind, value: known(run, run.review()).review.summary };
    case "comparison":
      return { kind, value: await run.compareCsv() };
  }
}

/** What a run knows of itself once its log was read. */
function known<T>(run: Askable, value: T | null): T {
  if (value === null) {
    throw new LogError(run.name.log, t("{0} is still being read. Try again in a moment.", run.name.log));
  }
  return value;
}
