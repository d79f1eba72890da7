import type { Finding } from "../contract/finding.ts";
import type { RunStatus } from "../worker/messages.ts";

/** Numbers as people of the editor's language read them. */
export interface Formats {
  number(value: number): string;
  time(milliseconds: number): string;
}

/** The line beside a run's name: where it is, how much it logged, what is wrong, when it was last read. */
export function runDescription(status: RunStatus | null, formats: Formats): string {
  if (status === null || (status.lastRead === null && status.progress === null)) {
    return "reading…";
  }
  if (status.progress !== null) {
    return `reading… ${Math.floor(100 * status.progress)} %`;
  }
  if (status.gone) {
    return "the log is gone";
  }
  const read = status.lastRead === null ? [] : [`read ${formats.time(status.lastRead)}`];
  // A narrow side bar cuts the line's end: what has to be acted on comes before what is only good to know.
  const parts = [
    ...position(status, formats),
    findingCount(status.findings),
    records(status.records, formats),
    ...read,
  ];
  return parts.join(" · ");
}

function position({ clock, last }: RunStatus, formats: Formats): string[] {
  return last === null || clock === "record" ? [] : [`${clock} ${formats.number(last)}`];
}

function records(count: number, formats: Formats): string {
  return count === 1 ? "1 record" : `${formats.number(count)} records`;
}

/** Findings as the Problems pane counts them: it lists no hints. */
export function countFindings(findings: readonly Finding[]): number {
  return findings.filter(({ severity }) => severity !== "hint").length;
}

function findingCount(findings: readonly Finding[]): string {
  const count = countFindings(findings);
  return count === 0 ? "no findings" : count === 1 ? "1 finding" : `${count} findings`;
}

/** The status bar's text and what it says when asked, from the statuses of all runs. */
export function statusBarText(statuses: readonly (RunStatus | null)[]): { text: string; tooltip: string } {
  const runs = statuses.length === 1 ? "1 run" : `${statuses.length} runs`;
  const findings = statuses.reduce((sum, status) => sum + countFindings(status?.findings ?? []), 0);
  const warnings = findings === 0 ? "" : ` $(warning) ${findings}`;
  const found = findings === 0 ? "no findings" : findings === 1 ? "1 finding" : `${findings} findings`;
  return { text: `$(graph-line) ${runs}${warnings}`, tooltip: `Slopewise watches ${runs}: ${found}` };
}

/** Each path by its last parts, as few as tell it from all others: what lists of runs call them. */
export function shortNames(paths: readonly string[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  let unnamed = [...new Set(paths)];
  for (let parts = 1; unnamed.length > 0; parts++) {
    const counts = new Map<string, number>();
    for (const path of unnamed) {
      const name = lastParts(path, parts);
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    for (const path of unnamed) {
      const name = lastParts(path, parts);
      if (counts.get(name) === 1 || name === path) {
        names.set(path, name);
      }
    }
    unnamed = unnamed.filter((path) => !names.has(path));
  }
  return names;
}

function lastParts(path: string, count: number): string {
  return path.split("/").slice(-count).join("/");
}
