import type { LogProblems } from "../../log/records/logProblem.ts";
import { ProblemList } from "../../log/records/problemList.ts";

/** The problems of several files as those of one run; each keeps its place in its own file. */
export function allProblems(problems: readonly LogProblems[]): LogProblems {
  const [only] = problems;
  if (problems.length === 1 && only !== undefined) {
    return only;
  }
  const list = new ProblemList();
  problems.forEach((some) => list.addAll(some, 0));
  return list.snapshot();
}
