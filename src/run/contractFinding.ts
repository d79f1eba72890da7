import { contractFileName } from "../contract/model/contract.ts";
import type { Finding } from "../contract/model/finding.ts";

/** The finding of a run whose contract file cannot be used; null where it can, or there is none. */
export function contractFinding({ usable }: { readonly usable: boolean }): Finding | null {
  const wholeLog = { severity: "error", metric: null, line: null, column: null, count: 1 } as const;
  return usable ? null : { ...wholeLog, code: "contract-invalid", facts: { contract: contractFileName } };
}
