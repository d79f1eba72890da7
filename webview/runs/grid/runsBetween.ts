import type { TableLine } from "../../../src/sweep/view/tableLine.ts";

/** The logs of the runs from one to another, both included, in the order of the table; none where it does not show both. */
export function runsBetween(lines: readonly TableLine[], one: string, other: string): readonly string[] {
  const logs = lines.flatMap((line) => (line.kind === "run" ? [line.row.log] : []));
  const [first = -1, last = -1] = [logs.indexOf(one), logs.indexOf(other)].sort((left, right) => left - right);
  return first < 0 ? [] : logs.slice(first, last + 1);
}
