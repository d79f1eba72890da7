import type { FindingCode } from "./finding.ts";

/** What each code says, in a sentence: for hovers, settings and the rules of a SARIF log. */
export const findingMeanings: Readonly<Record<FindingCode, string>> = {
  "missing-metric": "A metric that the contract asks for is not in the log.",
  "derivable-metric": "A metric is not in the log but follows from one that is.",
  cadence: "A metric is logged less often than the contract asks for, or has gaps.",
  "epoch-only": "A metric is logged once per epoch, but the contract asks for more.",
  "bad-line": "A line of the log is not a JSON object.",
  "duplicate-key": "A record contains the same key twice.",
  "non-finite": "A metric is NaN or infinite.",
  "out-of-range": "A value is outside the range that the contract allows.",
  "unit-mismatch": "A metric does not match the one it is derived from, such as a loss in nats logged as bits.",
  "steps-repeated":
    "Steps go backward or repeat: the run was resumed, records are out of order, or several processes write one log.",
  diverged: "The training loss rose and did not come back down.",
  "stopped-early": "The run stopped before the number of epochs or steps in its configuration.",
  "incomplete-line": "The last line of a log that has ended has no newline, so it may be incomplete.",
  "leading-nulls": "The log starts with NUL bytes: it was emptied while a process was still writing to it.",
  "line-too-long": "A line is too long to read and was skipped.",
  "csv-missing": "There is no CSV next to the log.",
  "csv-stale": "The CSV next to the log does not match the log.",
  "csv-foreign": "A file that Slopewise did not write already has the name of the CSV.",
  "csv-too-wide": "The CSV would be many times larger than the log, so it is written only on request.",
  "no-contract": "No contract says what the run should log, so it is only checked for errors.",
  "loss-zero": "The training loss becomes exactly 0 and stays there, which is often a hidden NaN.",
  "number-as-text": "Numbers are logged as text, which not every tool reads as numbers.",
  "level-jump": "The training loss jumped where the run paused, which suggests that it resumed with other settings.",
  "long-log": "The log is very long, so fits use means of records, and some line numbers are approximate.",
  "partly-kept": "The log has too many keys, so the values of some are left out of the analysis.",
  "slow-to-read": "Reading the run takes so long that it is read less often.",
  "contract-invalid": "The contract file for the run cannot be used.",
  unreadable: "The log cannot be read.",
};
