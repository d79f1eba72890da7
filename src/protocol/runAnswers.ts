import type { Contract } from "../contract/model/contract.ts";
import type { CsvComparison } from "../log/convert/csvComparison.ts";
import type { RunReview } from "../review/model/runReview.ts";
import type { LossChoice } from "../series/roles/lossChoices.ts";

/** How a CSV is to be made that a person asked for. */
export interface ConvertChoices {
  /** Whether a file that is not ours is replaced. */
  readonly force: boolean;
  /** Whether a CSV of many times the log's size is written too; as `force` where absent. */
  readonly wide?: boolean | undefined;
  /** The CSV with the contract's derivable metrics, in a file of its own, rather than the plain one. */
  readonly derived: boolean;
}

/** What explicit generation of a CSV came to. */
export interface ConvertAnswer {
  readonly done: boolean;
  /** Why none was written, though it will be if the person says so: over what stands there, or however wide; else null. */
  readonly replaceable: "stale" | "foreign" | "tooWide" | null;
  readonly path: string;
  /** One sentence for a person. */
  readonly message: string;
}

/** How many findings a run has now, and would have with another contract; hints are not counted. */
export interface ContractEffect {
  readonly before: number;
  readonly after: number;
}

/** The columns of a run that may be its training loss. */
export interface LossColumns {
  /** The column that is read as the training loss; null where none is. */
  readonly loss: string | null;
  /** The likely ones first. */
  readonly columns: readonly LossChoice[];
}

/** What the editor may ask about a run at any time, by kind, and what it is told. */
export interface Answers {
  /** The contract that the log keeps as far as it was read. */
  readonly inferred: Contract;
  /** The numbers of the review, as the panel shows them. */
  readonly review: RunReview;
  /** What the review says, in sentences. */
  readonly summary: string;
  /** The CSV that is there next to the one that the log gives. */
  readonly comparison: CsvComparison;
  /** What another contract would change, whose text is the question's. */
  readonly effect: ContractEffect;
  /** The columns that may be its loss. */
  readonly lossColumns: LossColumns;
}

/** What may be asked. */
export type QuestionKind = keyof Answers;

/** An answer with its kind, so that it tells what it is. */
export type Answer = {
  readonly [Kind in QuestionKind]: { readonly kind: Kind; readonly value: Answers[Kind] };
}[QuestionKind];
