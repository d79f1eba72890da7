import type { LogProblem, LogProblemKind, LogProblems } from "../../log/records/logProblem.ts";
import type { Finding, Severity } from "../model/finding.ts";

/** Up to so many bad lines are shown one by one; more are one finding, at the first. */
const mostShownAlone = 5;

const severities: Readonly<Record<LogProblemKind, Severity>> = {
  "bad-line": "error",
  "duplicate-key": "warning",
  "line-too-long": "error",
  "leading-nulls": "warning",
  "incomplete-line": "warning",
  unreadable: "error",
};

const textKinds = Object.keys(severities) as LogProblemKind[];

/**
 * The defects of the log's text: each at its place while there are few, one finding at the first where there are many,
 * and one alone for a file that is no log. `records`: how many lines are as they should be.
 */
export function checkText(problems: LogProblems, records: number): Finding[] {
  const unreadable = records === 0 ? noRecord(problems) : null;
  if (unreadable !== null) {
    return [unreadable];
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
  if (problem === undefined || problem.unit !== undefined || counts["bad-line"] < 2 || counts.unreadable > 0) {
    return null;
  }
  return findingOf(problem, counts["bad-line"], true);
}

/** The finding of a defect; `everyLine`: no line of the file is a record. */
function findingOf({ kind, line, column, reason, unit }: LogProblem, count: number, everyLine = false): Finding {
  const found = { severity: severities[kind], metric: null, line, column, count };
  const counted = unit === undefined ? {} : { unit };
  switch (kind) {
    case "bad-line":
      return { ...found, code: kind, facts: { reason, everyLine, ...counted } };
    case "unreadable":
      return { ...found, code: kind, facts: { kind: "bytes", reason } };
    default:
      return { ...found, code: kind, facts: { reason, ...counted } };
  }
}
