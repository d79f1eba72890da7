import type { Finding } from "../../../contract/model/finding.ts";

/** Shorter waits after a poll, in milliseconds, are not worth a word. */
const shortest = 10_000;

/** The finding of a run that waits longer between two polls than others do, by what its polls take; null where it does not. */
export function slowFinding({ took, wait }: { readonly took: number; readonly wait: number }): Finding | null {
  if (wait < shortest) {
    return null;
  }
  const wholeRun = { severity: "information", metric: null, line: null, column: null, count: 1 } as const;
  return {
    ...wholeRun,
    code: "slow-to-read",
    facts: { seconds: Math.ceil(took / 1000), wait: Math.ceil(wait / 1000) },
  };
}

/** Whether two of these findings say the same, so that nobody has to be told. */
export function sameFacts(one: Finding | null, other: Finding | null): boolean {
  return JSON.stringify(one?.facts ?? null) === JSON.stringify(other?.facts ?? null);
}
