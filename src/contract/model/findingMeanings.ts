import type { FindingCode } from "./finding.ts";

/** What each code says, in a sentence: for hovers, settings and the rules of a SARIF log. */
export const findingMeanings: Readonly<Record<FindingCode, string>> = {
  "missing-metric": "A metric that the contract asks for is not in the log.",
  "derivable-metric": "A metric is not in the log but follows from one that is.",
  cadence: "A metric is logged less often than the contract asks, or is left out in places.",
  "epoch-only": "A metric is logged once an epoch where the contract asks for more.",
  "bad-line": "A line of the log is no JSON object.",
  "duplicate-key": "A record holds the same key twice.",
  "non-finite": "A metric is NaN or infinite.",
  "out-of-range": "A value is outside the range that the contract gives.",
  "unit-mismatch": "A metric is not the multiple of another one that it is defined as: nats where bits are asked for.",
  "steps-repeated": "Steps go back or repeat: a resumed run, records out of order, or several processes in one log.",
  diverged: "The training loss went up for good.",
  "stopped-early": "The run stopped before the number of epochs that its configuration names.",
  "incomplete-line": "The last line of a log that has ended has no newline, so it may not be whole.",
  "leading-nulls": "The log starts with NUL bytes: it was emptied while a process went on writing to it.",
  "line-too-long": "A line is too long to be read and was skipped.",
  "csv-missing": "There is no CSV beside the log.",
  "csv-stale": "The CSV beside the log is not what the log gives.",
  "csv-foreign": "What stands in the place of the CSV was not made from the log.",
  "csv-too-wide": "The CSV would have many times the size of the log, so none is written by itself.",
  "no-contract": "No contract says what the run should log, so only its soundness is checked.",
  "loss-zero": "The training loss is exactly 0 from some record to the end.",
  "number-as-text": "Numbers are written as text, which not every tool reads as numbers.",
  "level-jump":
    "The level of the training loss jumped where the run paused, as it does where it was resumed in another way.",
  "contract-invalid": "The contract file that holds for the run cannot be used.",
  unreadable: "The log cannot be read.",
};
