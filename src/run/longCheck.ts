import type { LoadedContract } from "./contracts.ts";
import { LongTable } from "./longTable.ts";
import type { RunCheck } from "./runCheck.ts";

/** Checks a log that is too long to be kept as its records are read. */
export function longCheck(check: RunCheck, loaded: LoadedContract): LongTable {
  return new LongTable({
    contractFor: (table) => check.forLog(table, loaded).contract,
    readBy: (contract) => check.readWindows(contract),
  });
}
