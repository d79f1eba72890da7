import { derivationsOf } from "../../../contract/checks/derivable.ts";
import { convertLog, type ConvertResult } from "../../../log/convert/convertLog.ts";
import { csvPathOf } from "../../../log/csv/csvPath.ts";
import { compareCsv, type CsvComparison } from "../../../log/convert/csvComparison.ts";
import { convertRun } from "../../../formats/convert/convertRun.ts";
import type { readRun } from "../../../formats/discovery/readRun.ts";
import type { RunSource } from "../../../formats/model/format.ts";
import { t } from "../../../l10n.ts";
import { LogError } from "../../../log/files/logError.ts";
import type { ConvertChoices } from "../../../protocol/runAnswers.ts";
import type { Engine } from "../../../log/read/engine.ts";
import type { Contracts } from "../../../run/contracts.ts";

/** A run's log, its CSV, and how that is written. */
export interface RunFiles {
  readonly log: string;
  /** What the log is; null for JSON Lines. */
  readonly source: RunSource | null;
  readonly csvPath: string;
  /** What the log is read with. */
  readonly engine: Engine;
  /** Reads the logs of other formats than JSON Lines. */
  readonly readRun: typeof readRun;
  readonly escapeFormulas: boolean;
}

/**
 * Makes the CSV of a run because a person asked for it.
 * @throws {LogError} where the log cannot be read or the CSV cannot be written.
 */
export async function makeCsv(
  { log, source, csvPath, engine, readRun, escapeFormulas }: RunFiles,
  { force, wide, derived }: ConvertChoices,
  contracts: Contracts,
): Promise<ConvertResult> {
  if (source !== null) {
    const read = await readRun(foreign(source, derived), { texts: true });
    return convertRun(read, csvPath, { source, force, wide, escapeFormulas });
  }
  const options = { engine, force, wide, includeIncomplete: true, escapeFormulas };
  if (!derived) {
    return convertLog(log, { ...options, out: csvPath });
  }
  const { contract } = await contracts.of(log);
  return convertLog(log, { ...options, out: csvPathOf(log, "derived"), derived: derivationsOf(contract) });
}

/** The CSV that is there next to what the log gives. @throws {LogError} where one of them cannot be read. */
export async function compareFiles({ log, source, csvPath, engine, escapeFormulas }: RunFiles): Promise<CsvComparison> {
  if (source !== null) {
    throw new LogError(
      log,
      t("Only the CSVs of JSON Lines logs can be compared. Generate the CSV again to update it."),
    );
  }
  return compareCsv(log, csvPath, { engine, includeIncomplete: true, escapeFormulas });
}

/** The log of another format whose CSV is made. @throws {LogError} where derived columns are asked for: it has none. */
function foreign(source: RunSource, derived: boolean): RunSource {
  if (derived) {
    throw new LogError(source.path, t("Derived columns can only be written for JSON Lines logs."));
  }
  return source;
}
