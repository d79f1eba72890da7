/** What is wrong in a contract file, as data; `contractFaultText` makes the sentence. */
export type ContractFault =
  /** Objects and arrays inside one another, more than may be. */
  | { readonly kind: "tooDeep"; readonly most: number }
  | { readonly kind: "empty" }
  /** No JSON; `error` as jsonc-parser calls it. */
  | { readonly kind: "syntax"; readonly error: string }
  /** A field that a part of the contract does not have; `path` is empty for the contract itself. */
  | {
      readonly kind: "unknownField";
      readonly path: string;
      readonly field: string;
      readonly known: readonly string[];
    }
  | { readonly kind: "repeatedField"; readonly path: string; readonly field: string }
  | UnusableValue
  /** The file cannot be read, for a reason that the system gives, in a sentence. */
  | { readonly kind: "unreadable"; readonly reason: string };

/** A value that is not what it has to be. */
export interface UnusableValue {
  readonly kind: "value";
  readonly path: string;
  readonly wanted: WantedValue;
  /** The source text of the value, cut where it is long. */
  readonly found: string;
}

export type WantedValue =
  | { readonly kind: "object" | "text" | "number" | "array" | "cadence" | "pattern" }
  /** An object that must have `every`, or `from` and `scale`. */
  | { readonly kind: "rule" | "derivation" }
  | { readonly kind: "orderedBounds" | "notZero" | "twoEpochs" | "window" | "share" }
  /** What `patternProblem` says of a glob that cannot be used. */
  | { readonly kind: "glob"; readonly problem: string }
  | { readonly kind: "choice"; readonly choices: readonly string[] }
  | { readonly kind: "whole"; readonly least: number; readonly most: number };
