import type { CsvActions } from "../csvActions.ts";
import type { LossColumnDeps } from "../lossColumn.ts";
import { contractFixes } from "./contractFixes.ts";
import { csvFixes, derivedFixes } from "./csvFixes.ts";
import type { FixFamily } from "./fix.ts";
import { loggingFixes } from "./loggingFixes.ts";
import { lossFixes } from "./lossFixes.ts";
import { silenceFixes } from "./silenceFixes.ts";

/** All that can be done about findings, the likeliest first: a name is more often another one than a metric is missing. */
export function fixFamilies(deps: LossColumnDeps & { readonly csv: CsvActions }): readonly FixFamily[] {
  return [
    lossFixes(deps),
    csvFixes(deps.csv, deps.runs),
    contractFixes(deps),
    loggingFixes,
    derivedFixes(deps.csv),
    silenceFixes,
  ];
}
