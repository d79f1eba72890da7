import { contractFileName } from "../../contract/model/contract.ts";
import type { Finding } from "../../contract/model/finding.ts";

const wholeLog = { severity: "error", metric: null, line: null, column: null, count: 1 } as const;

/** The finding of a log that is there but cannot be read; `reason` says why, in a sentence. */
export function unreadableFinding(reason: string): Finding {
  return { ...wholeLog, code: "unreadable", facts: { kind: "system", reason } };
}

/** The finding of a run whose contract file cannot be used; null where it can, or there is none. */
export function contractFinding({ usable }: { readonly usable: boolean }): Finding | null {
  return usable ? null : { ...wholeLog, code: "contract-invalid", facts: { contract: contractFileName } };
}
