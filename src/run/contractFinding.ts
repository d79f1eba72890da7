import { contractFileName } from "../contract/model/contract.ts";
import type { Finding } from "../contract/model/finding.ts";
import type { LoadedContract } from "./contracts.ts";

const wholeLog = { metric: null, line: null, column: null } as const;

/** The finding of a run whose contract file cannot be used; null where it can, or there is none. */
export function contractFinding({ usable }: { readonly usable: boolean }): Finding | null {
  const facts = { contract: contractFileName, defect: null };
  return usable ? null : { ...wholeLog, code: "contract-invalid", severity: "error", count: 1, facts };
}

/**
 * The finding of a contract file that holds although something in it is wrong, such as a name that nobody reads; null
 * where nothing is. For reports of runs alone: an editor shows every defect at its place in the file.
 */
export function defectFinding({ usable, problems }: Pick<LoadedContract, "usable" | "problems">): Finding | null {
  const [first] = problems;
  if (!usable || first === undefined) {
    return null;
  }
  const facts = { contract: contractFileName, defect: { line: first.line, fault: first.fault } };
  return { ...wholeLog, code: "contract-invalid", severity: "warning", count: problems.length, facts };
}
