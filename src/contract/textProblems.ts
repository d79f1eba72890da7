import type { LogProblem, LogProblemKind, LogProblems } from "../log/logProblem.ts";
import type { Finding, Severity } from "./finding.ts";
import { countOf, grouped } from "./sentences.ts";

/** Up to so many bad lines are shown one by one; more are one finding, at the first. */
const mostShownAlone = 5;

interface ProblemKindText {
  readonly severity: Severity;
  /** What it means and what to do, after the sentence that says where it is. */
  readonly advice: string;
  readonly noun: readonly [one: string, several: string];
}

const kinds: Readonly<Record<LogProblemKind, ProblemKindText>> = {
  "bad-line": {
    severity: "error",
    advice:
      "The line gives no row of the CSV; the lines around it are read. Write each record as one JSON object on one line.",
    noun: ["line is", "lines are"],
  },
  "duplicate-key": {
    severity: "warning",
    advice: "The last value counts and the others are lost; log each key once a record.",
    noun: ["record repeats", "records repeat"],
  },
  "line-too-long": {
    severity: "error",
    advice: "It is skipped; keep arrays and images out of the log.",
    noun: ["line is", "lines are"],
  },
  "leading-nulls": {
    severity: "warning",
    advice: "They are skipped: the log was emptied while a process went on writing to it. What it held before is lost.",
    noun: ["place is", "places are"],
  },
  "incomplete-line": {
    severity: "warning",
    advice: "It gives no row of the CSV: the run may have been killed while it wrote. If it goes on, this will vanish.",
    noun: ["line is", "lines are"],
  },
  unreadable: {
    severity: "error",
    advice: "Nothing of it can be checked.",
    noun: ["log is", "logs are"],
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
  const place = `Line ${grouped(problem.line ?? 1)}: ${problem.reason.replace(/\.$/, "")}`;
  return {
    ...finding,
    message:
      `No line of this file is a record. ${place}. A log is JSON Lines: one JSON object on each line, no table, no plain ` +
      `text, and no document over several lines.`,
  };
}

function findingOf(problem: LogProblem, count: number): Finding {
  const { severity, advice, noun } = kinds[problem.kind];
  const place = problem.line === null ? "" : `Line ${grouped(problem.line)}: `;
  const reason = place === "" ? problem.reason.charAt(0).toUpperCase() + problem.reason.slice(1) : problem.reason;
  const more = count === 1 ? "" : ` (${countOf(count, noun[0], noun[1])} like this)`;
  return {
    code: problem.kind,
    severity,
    metric: null,
    line: problem.line,
    column: problem.column,
    count,
    message: `${place}${reason.replace(/\.$/, "")}${more}. ${advice}`,
  };
}
