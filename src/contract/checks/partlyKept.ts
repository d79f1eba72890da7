import type { LogTable } from "../../log/columns/columns.ts";
import type { Finding } from "../model/finding.ts";

/** A log of which values are left out, so that it does not take all memory: what is found is true of the rest. */
export function checkPartlyKept({ leftOut }: LogTable): Finding[] {
  const place = { metric: null, line: null, column: null, count: 1 } as const;
  return leftOut === undefined ? [] : [{ code: "partly-kept", severity: "warning", ...place, facts: leftOut }];
}
