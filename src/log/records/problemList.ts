import type { LogProblem, LogProblemKind, LogProblems } from "./logProblem.ts";

/** How many problems of one kind are kept with their place; the rest are only counted. */
const keptPerKind = 20;

const kinds: readonly LogProblemKind[] = [
  "bad-line",
  "duplicate-key",
  "line-too-long",
  "leading-nulls",
  "incomplete-line",
  "unreadable",
];

/**
 * The problems of one log, in the order in which they were met.
 * Invariant: memory is bounded by `keptPerKind`, however broken the log is.
 */
export class ProblemList {
  #counts = new Map<LogProblemKind, number>();
  #first: LogProblem[] = [];

  add(problem: LogProblem): void {
    const count = (this.#counts.get(problem.kind) ?? 0) + 1;
    this.#counts.set(problem.kind, count);
    if (count <= keptPerKind) {
      this.#first.push(problem);
    }
  }

  /** Adds the problems of lines that follow line `after`, from where they were counted again. */
  addAll({ counts, first }: LogProblems, after: number): void {
    for (const problem of first) {
      this.add({ ...problem, line: problem.line === null ? null : problem.line + after });
    }
    for (const kind of kinds) {
      const kept = first.filter((problem) => problem.kind === kind).length;
      this.#counts.set(kind, this.count(kind) + counts[kind] - kept);
    }
  }

  count(kind: LogProblemKind): number {
    return this.#counts.get(kind) ?? 0;
  }

  /** A snapshot that later problems do not change. `extra` holds what is true only now, such as an incomplete line. */
  snapshot(extra: readonly LogProblem[] = []): LogProblems {
    const counts = countsOf((kind) => this.count(kind) + extra.filter((problem) => problem.kind === kind).length);
    return { counts, first: [...this.#first, ...extra] };
  }

  /** Takes up what an earlier session had found. */
  restore(problems: LogProblems): void {
    this.#counts = new Map(kinds.map((kind) => [kind, problems.counts[kind]]));
    this.#first = [...problems.first];
  }
}

function countsOf(count: (kind: LogProblemKind) => number): Record<LogProblemKind, number> {
  return {
    "bad-line": count("bad-line"),
    "duplicate-key": count("duplicate-key"),
    "line-too-long": count("line-too-long"),
    "leading-nulls": count("leading-nulls"),
    "incomplete-line": count("incomplete-line"),
    unreadable: count("unreadable"),
  };
}
