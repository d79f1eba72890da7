import type { LogProblem, LogProblemKind, LogProblems } from "../../log/records/logProblem.ts";
import type { Finding, Severity } from "../model/finding.ts";
import { grouped } from "../texts/sentences.ts";
import { t } from "../../l10n.ts";

/** Up to so many bad lines are shown one by one; more are one finding, at the first. */
const mostShownAlone = 5;

interface ProblemKindText {
  readonly severity: Severity;
  /** What it means and what to do, after the sentence that says where it is. */
  readonly advice: () => string;
}

const kinds: Readonly<Record<LogProblemKind, ProblemKindText>> = {
  "bad-line": {
    severity: "error",
    advice: () =>
      t(
        "The line gives no row of the CSV; the lines around it are read. Write each record as one JSON object on one line.",
      ),
  },
  "duplicate-key": {
    severity: "warning",
    advice: () => t("The last value counts and the others are lost; log each key once a record."),
  },
  "line-too-long": {
    severity: "error",
    advice: () => t("It is skipped; keep arrays and images out of the log."),
  },
  "leading-nulls": {
    severity: "warning",
    advice: () =>
      t("They are skipped: the log was emptied while a process went on writing to it. What it held before is lost."),
  },
  "incomplete-line": {
    severity: "warning",
    advice: () =>
      t("It gives no row of the CSV: the run may have been killed while it wrote. If it goes on, this will vanish."),
  },
  unreadable: {
    severity: "error",
    advice: () => t("Nothing of it can be checked."),
  },
};

const textKinds = Object.keys(kinds) as LogProblemKind[];

/**
 * The defects of the log's text: each at its place while there are few, one finding at the first where there are many,
 * and one alone for a file that is no log. `records`: how many lines are as they should be.
 */
export function checkText(problems: LogProblems, records: number): Finding[] {
  const strange = records === 0 ? noRecord(problems) : null;
  if (strange !== null) {
    return [strange];
  }
  // What else is wrong with the bytes of a file that is no log at all has the same cause.
  const shown: LogProblemKind[] = problems.counts.unreadable > 0 ? ["unreadable"] : textKinds;
  return shown.flatMap((kind) => {
    const count = problems.counts[kind];
    const first = problems.first.filter((problem) => problem.kind === kind);
    if (kind === "bad-line" && count <= mostShownAlone && first.length === count) {
      return first.map((problem) => findingOf(problem, 1));
    }
    const [earliest] = first;
    return count === 0 || earliest === undefined ? [] : [findingOf(earliest, count)];
  });
}

/** The finding of a file with several lines none of which is a record; null for any other. */
function noRecord({ counts, first }: LogProblems): Finding | null {
  const problem = first.find(({ kind }) => kind === "bad-line");
  if (problem === undefined || counts["bad-line"] < 2 || counts.unreadable > 0) {
    return null;
  }
  const finding = findingOf(problem, counts["bad-line"]);
  return {
    ...finding,
    message: t(
      "No line of this file is a record. {0}. A log is JSON Lines: one JSON object on each line, no table, no plain text, and no document over several lines.",
      placedReason(problem),
    ),
  };
}

function findingOf(problem: LogProblem, count: number): Finding {
  const { severity, advice } = kinds[problem.kind];
  const more = count === 1 ? "" : moreText(problem.kind, count);
  return {
    code: problem.kind,
    severity,
    metric: null,
    line: problem.line,
    column: problem.column,
    count,
    message: `${placedReason(problem)}${more}. ${advice()}`,
  };
}

/** How many lines or records share a problem. */
function moreText(kind: LogProblemKind, count: number): string {
  return kind === "duplicate-key"
    ? t(" ({0} records have such keys)", grouped(count))
    : t(" ({0} lines are like this)", grouped(count));
}

/** What is wrong and in which line, as a sentence without its end. */
function placedReason({ line, reason }: LogProblem): string {
  const bare = reason.replace(/\.$/, "");
  return line === null ? bare.charAt(0).toUpperCase() + bare.slice(1) : t("Line {0}: {1}", grouped(line), bare);
}
