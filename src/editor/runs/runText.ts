import { countFindings } from "../../contract/model/countFindings.ts";
import { findingKey, type Severity } from "../../contract/model/finding.ts";
import { stateName, type RunState } from "../../run/runState.ts";
import { counted, t } from "../../l10n.ts";
import type { RunStatus } from "../../protocol/worker.ts";

/** Numbers as people of the editor's language read them. */
export interface Formats {
  number(value: number): string;
  time(milliseconds: number): string;
  /** A time of day, with its date. */
  moment(milliseconds: number): string;
}

/** The line next to a run's name: whether it goes on, where it is, what is wrong, how much it logged, when it was read. */
export function runDescription(status: RunStatus | null, formats: Formats): string {
  if (status === null || (status.lastRead === null && status.progress === null)) {
    return t("reading…");
  }
  if (status.progress !== null) {
    return t("reading… {0}%", Math.floor(100 * status.progress));
  }
  if (status.gone) {
    return t("the log was deleted");
  }
  // A narrow side bar cuts the line's end: what has to be acted on comes before what is only good to know.
  const state = status.life?.state ?? null;
  const ended = state === "ended";
  const parts = [
    ...(state === null || ended ? [] : [stateName(state)]),
    ...position(status, formats),
    findingCount(countFindings(status.findings)),
    counted(status.records, ["{0} record", "{0} records"]),
    ...(ended ? [stateName(state)] : []),
    ...(status.lastRead === null ? [] : [t("read {0}", formats.time(status.lastRead))]),
  ];
  return parts.join(" · ");
}

/** What a state means for this run, in a sentence. */
export function stateSentence({ life, lastGrowth }: RunStatus, formats: Formats): string {
  const since = lastGrowth === null ? "" : formats.moment(lastGrowth);
  switch (life?.state) {
    case "live":
      return t("Live: the log last grew at {0}.", since);
    case "stalled":
      return t("Stalled: the log has not grown since {0}, more than three times its usual interval.", since);
    case "ended":
      return t("Ended: the log has not grown since {0}.", since);
    case "stopped":
      return t("Incomplete: the log has not grown since {0}, but the run was planned to be longer.", since);
    case "diverged":
      return t("Diverged: the training loss rose and did not come back down. The log last grew at {0}.", since);
    case "nan":
      return t("NaN: the training loss is no longer a finite number. The log last grew at {0}.", since);
    case undefined:
      return "";
  }
}

function position({ clock, last }: RunStatus, formats: Formats): string[] {
  if (last === null || clock === "record") {
    return [];
  }
  const at = formats.number(last);
  return [clock === "epoch" ? t("epoch {0}", at) : t("step {0}", at)];
}

function findingCount(count: number): string {
  return count === 0 ? t("no findings") : counted(count, ["{0} finding", "{0} findings"]);
}

/** Whether a finding is gone that was there, from a log that is still there and was read to its end. */
export function wasFixed(before: RunStatus | null, now: RunStatus | null): boolean {
  if (before === null || now === null || now.gone || now.progress !== null || now.lastRead === null) {
    return false;
  }
  const keys = new Set(now.findings.map(findingKey));
  return before.findings.some((finding) => !keys.has(findingKey(finding)));
}

/** The status bar's text and what it says when asked, from the statuses of all runs. */
export function statusBarText(statuses: readonly (RunStatus | null)[]): { text: string; tooltip: string } {
  const runs = counted(statuses.length, ["{0} run", "{0} runs"]);
  const findings = statuses.reduce((sum, status) => sum + countFindings(status?.findings ?? []), 0);
  const isSerious = statuses.some((status) => status?.findings.some(({ severity }) => isWrong(severity)) === true);
  // What is only said alarms nobody.
  const marked = findings === 0 ? "" : ` $(${isSerious ? "warning" : "info"}) ${findings}`;
  const of = (state: RunState): number => statuses.filter((status) => status?.life?.state === state).length;
  const states = [
    ...(of("live") === 0 ? [] : [t("{0} live", of("live"))]),
    ...(of("stalled") === 0 ? [] : [t("{0} stalled", of("stalled"))]),
  ];
  const watched = t("Slopewise follows {0}: {1}", runs, [...states, findingCount(findings)].join(", "));
  return { text: `$(graph-line) ${runs}${marked}`, tooltip: watched };
}

function isWrong(severity: Severity): boolean {
  return severity === "error" || severity === "warning";
}

/** What a check of all runs found, in a sentence. */
export function checkSummary(statuses: readonly (RunStatus | null)[]): string {
  const counts = statuses.map((status) => countFindings(status?.findings ?? []));
  const affected = counts.filter((count) => count > 0).length;
  const checked = counted(statuses.length, ["{0} run was checked", "{0} runs were checked"]);
  const findings = findingCount(counts.reduce((sum, count) => sum + count, 0));
  const found = affected === 0 ? findings : t("{0} in {1}", findings, counted(affected, ["{0} run", "{0} runs"]));
  return t("{0}: {1}.", checked, found);
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
