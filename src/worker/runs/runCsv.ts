import { derivationsOf } from "../../contract/checks/derivable.ts";
import { convertLog, type ConvertResult } from "../../log/convert/convertLog.ts";
import { csvPathOf } from "../../log/csv/csvPath.ts";
import { compareCsv, type CsvComparison } from "../../log/convert/csvComparison.ts";
import type { ConvertChoices } from "../../protocol/worker.ts";
import type { Engine } from "../../log/read/engine.ts";
import type { Contracts } from "../../run/contracts.ts";

/** A run's log, its CSV, and how that is written. */
export interface RunFiles {
  readonly log: string;
  readonly csvPath: string;
  /** What the log is read with. */
  readonly engine: Engine;
  readonly escapeFormulas: boolean;
}

/**
 * Makes the CSV of a run because a person asked for it.
 * @throws {LogError} where the log cannot be read or the CSV cannot be written.
 */
export async function makeCsv(
  { log, csvPath, engine, escapeFormulas }: RunFiles,
  { force, wide, derived }: ConvertChoices,
  contracts: Contracts,
): Promise<ConvertResult> {
  const options = { engine, force, wide, includeIncomplete: true, escapeFormulas };
  if (!derived) {
    return convertLog(log, { ...options, out: csvPath });
  }
  const { contract } = await contracts.of(log);
  return convertLog(log, { ...options, out: csvPathOf(log, "derived"), derived: derivationsOf(contract) });
}

/** The CSV that is there beside what the log gives. @throws {LogError} where one of them cannot be read. */
export function compareFiles({ log, csvPath, engine, escapeFormulas }: RunFiles): Promise<CsvComparison> {
  return compareCsv(log, csvPath, { engine, includeIncomplete: true, escapeFormulas });
}
