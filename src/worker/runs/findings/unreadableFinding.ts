import type { Finding } from "../../../contract/model/finding.ts";

/** The finding of a log that is there but cannot be read; `reason` says why, in a sentence. */
export function unreadableFinding(reason: string): Finding {
  const wholeLog = { severity: "error", metric: null, line: null, column: null, count: 1 } as const;
  return { ...wholeLog, code: "unreadable", facts: { kind: "system", reason } };
}
