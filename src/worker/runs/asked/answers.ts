import { inferContract } from "../../../contract/checks/inferContract.ts";
import type { Contract } from "../../../contract/model/contract.ts";
import type { LogTable } from "../../../log/columns/columns.ts";
import type { CsvComparison } from "../../../log/convert/csvComparison.ts";
import { LogError } from "../../../log/files/logError.ts";
import type { RunReview } from "../../../review/model/runReview.ts";
import type { Answer, ContractEffect, LossColumns, QuestionKind } from "../../../protocol/runAnswers.ts";
import type { RunName } from "../../../protocol/worker.ts";
import { t } from "../../../l10n.ts";

/** A run as far as it can be asked. */
export interface Askable {
  readonly name: Pick<RunName, "log" | "chosen">;
  /** The log as far as it was read, and the contract for it; null before the first poll has ended. */
  source(): { readonly table: LogTable; readonly contract: Contract } | null;
  review(): { readonly review: RunReview } | null;
  compareCsv(): Promise<CsvComparison>;
  effectOf(contract: string): Promise<ContractEffect>;
  lossColumns(): Promise<LossColumns>;
}

/** Answers a question about a run. @throws {LogError} where there is no answer, with the reason in a sentence. */
export async function answerOn(run: Askable, kind: QuestionKind, text: string): Promise<Answer> {
  switch (kind) {
    case "inferred":
      return { kind, value: inferred(run) };
    case "review":
      return { kind, value: known(run, run.review()).review };
    case "summary":
      return { kind, value: known(run, run.review()).review.summary };
    case "comparison":
      return { kind, value: await run.compareCsv() };
    case "effect":
      return { kind, value: await run.effectOf(text) };
    case "lossColumns":
      return { kind, value: await run.lossColumns() };
  }
}

/** The contract that the log keeps, with the columns that a person or the contract before named. */
function inferred(run: Askable): Contract {
  const { table, contract } = known(run, run.source());
  const given = { ...contract.given, ...run.name.chosen };
  return inferContract(table, { names: contract.names, given });
}

/** What a run knows of itself once its log was read. */
function known<T>(run: Askable, value: T | null): T {
  if (value === null) {
    throw new LogError(run.name.log, t("{0} is still being read. Try again in a moment.", run.name.log));
  }
  return value;
}
