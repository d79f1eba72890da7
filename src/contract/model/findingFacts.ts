import type { Cadence } from "./cadence.ts";
import type { ContractFault } from "./contractFault.ts";

/** A number as JSON can hold it: what is not finite is written out. */
export type PlainNumber = number | "NaN" | "Infinity" | "-Infinity";

/** What intervals are counted in. */
export type IntervalUnit = "step" | "batch";

/** A record that an interval begins or ends with; the epoch is null where the log does not say it. */
export interface RecordPlace {
  readonly line: number;
  readonly epoch: number | null;
}

/** The longest interval between two values of a metric; `to` is null where no value has come since. */
export interface LongestInterval {
  readonly length: number;
  readonly from: RecordPlace;
  readonly to: RecordPlace | null;
}

/** What has gone by without a metric. */
export interface Covered {
  readonly amount: number;
  readonly unit: "record" | "epoch" | IntervalUnit;
}

/** What a contract asks of a metric; `written`: whether a file says so, or else the built-in contract. */
interface Asked {
  readonly every: Cadence;
  readonly written: boolean;
}

/** The same with the interval in `unit`, where the cadence itself is in epochs; else null. */
export interface AskedInterval extends Asked {
  readonly unit: IntervalUnit;
  readonly interval: number | null;
}

export type CadenceFacts =
  /** Too rare throughout; `median` is the usual interval. */
  | (AskedInterval & { readonly kind: "rare"; readonly median: number; readonly longest: LongestInterval })
  /** Too rare since the run was resumed in the finding's line, with other intervals `before`. */
  | (AskedInterval & { readonly kind: "drift"; readonly median: number; readonly before: number })
  /** Left out of single batches, `count` of the `expected`. */
  | (Asked & { readonly kind: "batches"; readonly expected: number })
  /** Mostly in time; the value that was due in the finding's line did not come. */
  | (AskedInterval & { readonly kind: "gaps"; readonly longest: LongestInterval });

interface EpochOnlyFacts extends Asked {
  /** All that come once an epoch, the finding's own metric first. */
  readonly metrics: readonly string[];
  /** Steps of an epoch, or null where the log does not say. */
  readonly steps: number | null;
  /** Whether a loss is among them. */
  readonly loss: boolean;
}

export type MissingFacts =
  /** Never logged. */
  | (Asked & {
      readonly kind: "never";
      readonly during: Covered;
      /** The clock that is not logged, so that nothing tells when the metric is due; null where that is known. */
      readonly without: string | null;
      /** The key of the log that may be this metric under another name; null where none looks like it. */
      readonly alias: string | null;
      /** The part of the analysis that the metric plays in the built-in contract, or null. */
      readonly role: string | null;
      /** A metric that is logged and that the contract derives from this one, or null. */
      readonly source: { readonly metric: string; readonly scale: number } | null;
    })
  /** Logged, but `values` times as text or a list and never as a number. */
  | (Asked & {
      readonly kind: "text";
      readonly during: Covered;
      readonly without: string | null;
      readonly values: number;
    })
  /** A name that the contract's file gives to a part of the analysis, and that no record holds. */
  | { readonly kind: "role"; readonly role: string; readonly during: Covered; readonly alias: string | null }
  /** In another log of the run's folder, under these keys. */
  | {
      readonly kind: "elsewhere";
      readonly file: string;
      readonly held: readonly { readonly metric: string; readonly key: string }[];
    };

interface DerivableFacts {
  readonly from: string;
  readonly scale: number;
  /** How often the metric itself is logged. */
  readonly values: number;
  readonly written: boolean;
}

/** A defect of the log's text. */
interface TextFacts {
  /** What is wrong, as the reader of the log puts it, to stand after "Line 3: ". */
  readonly reason: string;
  /** What the line's number counts where the log is not JSON Lines: lines of a text with rows, or records. */
  readonly unit?: "row" | "record";
}

interface BadLineFacts extends TextFacts {
  /** Whether no line of the file is a record. */
  readonly everyLine: boolean;
}

interface NonFiniteFacts {
  /** How such values stand in the log: as numbers, as texts, or not at all (null). */
  readonly written: "number" | "text" | "absent";
  readonly value: PlainNumber;
  /** Runs of such values, one after the other, and how many values the longest of them has. */
  readonly stretches: number;
  readonly longest: number;
  /** Whether the values up to the end of the log are such. */
  readonly lasting: boolean;
  /** Whether the run cannot go on from there. */
  readonly lost: boolean;
  /** Other metrics that turned non-finite with this one. */
  readonly others: readonly string[];
}

interface NoContractFacts {
  /** The column that is read as the training loss; null where none looks like one. */
  readonly loss: string | null;
  /** Other runs of the folder of which the same is said here; absent where it is said of this run alone. */
  readonly others?: number;
  /** How many of these have no column either that looks like a training loss; absent for none. */
  readonly alike?: number;
}

interface LossZeroFacts {
  /** The last loss before the zeros. */
  readonly before: number;
}

interface NumberTextFacts {
  /** All values of the metric; the finding's count says how many of them are text. */
  readonly values: number;
  /** Other metrics whose numbers are written so. */
  readonly others: readonly string[];
}

interface LevelJumpFacts {
  /** The losses right after the pause over those right before it, and how many of each were compared. */
  readonly ratio: number;
  readonly values: number;
  /** Seconds between the two. */
  readonly pause: number;
}

export interface RangeFacts {
  readonly value: number;
  readonly min: number | null;
  readonly max: number | null;
  /** All values of the metric. */
  readonly values: number;
  /** Whether most of the values outside look like percentages. */
  readonly percent: boolean;
}

export interface UnitFacts {
  readonly from: string;
  readonly scale: number;
  /** Records that hold both metrics. */
  readonly compared: number;
  /** What most of them hold: the same number, the inverse of the scale, or something else. */
  readonly kind: "same" | "swapped" | "other";
  /** The ratio of both in the first record that is wrong. */
  readonly ratio: PlainNumber;
}

export type RepeatedFacts =
  | { readonly kind: "disorder"; readonly records: number }
  /** The step starts again at `to` with each epoch. */
  | { readonly kind: "epochReset"; readonly to: number }
  /** The run went on at `to` after it had come to `from`; `fromStart`: from its very beginning. */
  | {
      readonly kind: "resumed";
      readonly from: number;
      readonly to: number;
      readonly fromStart: boolean;
      readonly repeated: number;
      /**
       * How the loss changed with the resume: over the steps that were logged twice (`shared`), or between the values
       * around it; null where it did not.
       */
      readonly jump: { readonly ratio: number; readonly pairs: number; readonly shared: boolean } | null;
    }
  | { readonly kind: "doubled"; readonly step: number };

interface DivergedFacts {
  /** The lowest loss before, and the one that it stays near. */
  readonly best: number;
  readonly level: number;
}

interface StoppedFacts {
  readonly unit: "epoch" | "step";
  readonly reached: number;
  readonly planned: number;
  /** The configuration's file and the key in it that says so. */
  readonly file: string;
  readonly key: string;
}

export interface CsvMissingFacts {
  readonly csv: string;
  /** Whether the workspace is trusted, so that it may be written. */
  readonly trusted: boolean;
}

export interface CsvStaleFacts {
  readonly csv: string;
  /**
   * It differs from what the log gives, or could not be written, or must not be (`readOnly`), for a reason that the system
   * gave (null: it gave none).
   */
  readonly kind: "differs" | "failed" | "readOnly";
  readonly reason: string | null;
}

export interface CsvForeignFacts {
  readonly csv: string;
  /** Made from something else, or no regular file at all. */
  readonly kind: "foreign" | "notFile";
}

export interface CsvTooWideFacts {
  readonly csv: string;
}

interface ContractFacts {
  readonly contract: string;
  /** Its first defect and the line of the file, where the contract holds all the same; null where it cannot be used. */
  readonly defect: { readonly line: number; readonly fault: ContractFault } | null;
}

interface SlowFacts {
  /** How long a reading takes and how long the run waits for the next one, in whole seconds. */
  readonly seconds: number;
  readonly wait: number;
}

interface UnreadableFacts {
  /** What kept it from being read: its bytes, which are no log, or the system. */
  readonly kind: "bytes" | "system";
  /** Why, as the reader of the log or the system puts it. */
  readonly reason: string;
}

interface LongLogFacts {
  readonly records: number;
  /** How many records are kept as one mean. */
  readonly stride: number;
}

interface PartlyKeptFacts {
  /** How many keys are kept, and how many values under further ones are left out. */
  readonly most: number;
  readonly values: number;
}

/** What is known of a finding besides its place, by code: numbers and names, no sentence and not the metric itself. */
export interface FactsByCode {
  readonly "missing-metric": MissingFacts;
  readonly "derivable-metric": DerivableFacts;
  readonly cadence: CadenceFacts;
  readonly "epoch-only": EpochOnlyFacts;
  readonly "bad-line": BadLineFacts;
  readonly "duplicate-key": TextFacts;
  readonly "non-finite": NonFiniteFacts;
  readonly "out-of-range": RangeFacts;
  readonly "unit-mismatch": UnitFacts;
  readonly "steps-repeated": RepeatedFacts;
  readonly diverged: DivergedFacts;
  readonly "stopped-early": StoppedFacts;
  readonly "incomplete-line": TextFacts;
  readonly "leading-nulls": TextFacts;
  readonly "line-too-long": TextFacts;
  readonly "csv-missing": CsvMissingFacts;
  readonly "csv-stale": CsvStaleFacts;
  readonly "csv-foreign": CsvForeignFacts;
  readonly "csv-too-wide": CsvTooWideFacts;
  readonly "no-contract": NoContractFacts;
  readonly "loss-zero": LossZeroFacts;
  readonly "number-as-text": NumberTextFacts;
  readonly "level-jump": LevelJumpFacts;
  readonly "long-log": LongLogFacts;
  readonly "partly-kept": PartlyKeptFacts;
  readonly "slow-to-read": SlowFacts;
  readonly "contract-invalid": ContractFacts;
  readonly unreadable: UnreadableFacts;
}

/** What stands in a place that belongs to a finding. */
export type PlaceFacts =
  | { readonly kind: "beforeInterval" | "afterInterval" | "firstOf"; readonly metric: string }
  | { readonly kind: "otherLog"; readonly keys: readonly string[] }
  | { readonly kind: "longestStretch"; readonly values: number }
  | { readonly kind: "loggedAgain" }
  | { readonly kind: "planned"; readonly unit: "epoch" | "step" }
  | { readonly kind: "lastBefore"; readonly clock: string; readonly value: number };

/** A number for facts. */
export function plainNumber(value: number): PlainNumber {
  if (Number.isFinite(value)) {
    return value;
  }
  return Number.isNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
}
