import type { Finding } from "./finding.ts";

/** Findings as the Problems panel counts them, and so every list and page: it lists no hints. */
export function countFindings(findings: readonly Pick<Finding, "severity">[]): number {
  return findings.filter(({ severity }) => severity !== "hint").length;
}
