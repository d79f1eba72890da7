import type { LogTable } from "../../log/columns/columns.ts";
import type { Finding } from "../model/finding.ts";

/** A log so long that its values are kept as means of `stride` records each: what is computed from them is approximate. */
export function checkLongLog({ records, stride = 1 }: LogTable): Finding[] {
  return stride === 1
    ? []
    : [
        {
          code: "long-log",
          severity: "information",
          metric: null,
          line: null,
          column: null,
          count: 1,
          facts: { records, stride },
        },
      ];
}
