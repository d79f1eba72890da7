import { derivationsOf } from "../../contract/checks/derivable.ts";
import { convertLog, type ConvertResult } from "../../log/convert/convertLog.ts";
import { csvPathOf } from "../../log/csv/csvPath.ts";
import { compareCsv, type CsvComparison } from "../../log/convert/csvComparison.ts";
import type { Contracts } from "../../run/contracts.ts";

/** How a CSV is to be made that a person asked for. */
export interface ConvertRequest {
  /** Whether a file that is not ours is replaced. */
  readonly force: boolean;
  /** Whether the contract's derivable metrics are added, in a file of its own. */
  readonly derived: boolean;
}

/** A run's log, its CSV, and how that is written. */
export interface RunFiles {
  readonly log: string;
  readonly csvPath: string;
  readonly escapeFormulas: boolean;
}

/**
 * Makes the CSV of a run because a person asked for it.
 * @throws {LogError} where the log cannot be read or the CSV cannot be written.
 */
export async function makeCsv(
  { log, csvPath, escapeFormulas }: RunFiles,
  { force, derived }: ConvertRequest,
  contracts: Contracts,
): Promise<ConvertResult> {
  const options = { force, includeIncomplete: true, escapeFormulas };
  if (!derived) {
    return convertLog(log, { ...options, out: csvPath });
  }
  const { contract } = await contracts.of(log);
  return convertLog(log, { ...options, out: csvPathOf(log, "derived"), derived: derivationsOf(contract) });
}

/** The CSV that is there beside what the log gives. @throws {LogError} where one of them cannot be read. */
export function compareFiles({ log, csvPath, escapeFormulas }: RunFiles): Promise<CsvComparison> {
  return compareCsv(log, csvPath, { includeIncomplete: true, escapeFormulas });
}
