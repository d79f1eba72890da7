import { realpath, stat } from "node:fs/promises";
import { LogError } from "../../log/files/logError.ts";
import type { ParquetColumn } from "../../log/parquet/parquetBytes.ts";
import type { Engine } from "../../log/read/engine.ts";
import { readSweepParts } from "../../run/sweepParts.ts";
import { isTablePath, readTableFile } from "../../run/tableFile.ts";
import { mergeParts, PartsError, type MergedParts, type SweepPart } from "../../sweep/parts/mergeParts.ts";
import { usualOptions } from "../../sweep/statistics/analyzeSweep.ts";
import { columnsCsv, runsCsv } from "../../sweep/table/runsCsv.ts";
import type { SweepSettings } from "../../sweep/table/sweepSettings.ts";
import { printableLines } from "../../printable.ts";
import type { MadePart } from "../report/partFolder.ts";
import { findSelected, type FoundRuns } from "../runs/checkRuns.ts";
import { notesOf, onePart, planPart } from "../runs/planPart.ts";
import { readSweepRuns, type SweepSelection } from "../runs/sweepRuns.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { UsageError } from "../terminal/usageError.ts";

/** What a sweep is made from. */
export interface SweepInput {
  /** The table of runs; that of logs is made first, so that all ways end in the same numbers. */
  readonly csv: string;
  /** Logs that could not be used, each of which was said. */
  readonly unusable: number;
  /** What is missing of the sweep, in sentences, each of which was said. */
  readonly missing: readonly string[];
  readonly settings: SweepSettings;
  /** The runs as the logs have them; null for a table and for parts. */
  readonly made: MadePart | null;
  /** The parts, and the columns that their tables have together; null for anything else. */
  readonly parts:
    | ({ readonly read: readonly SweepPart[]; readonly columns: readonly ParquetColumn[] } & Pick<
        MergedParts,
        "origins"
      >)
    | null;
}

/**
 * Reads logs, a table of runs or a folder of parts.
 * @throws {UsageError} for paths that cannot be used.
 * @throws {LogError} where a table or a part cannot be used.
 */
export async function readInput(selection: SweepSelection, terminal: Terminal, engine: Engine): Promise<SweepInput> {
  const [path] = selection.paths;
  if (path === undefined || selection.paths.length > 1) {
    return readLogs(selection, await findSelected(selection, terminal), { terminal, engine });
  }
  if (await isTable(path)) {
    const csv = await readTableFile(path);
    return { csv, unusable: 0, missing: [], settings: usualOptions, made: null, parts: null };
  }
  const found = await logsOrParts(selection, path, terminal);
  return "contracts" in found ? readLogs(selection, found, { terminal, engine }) : merged(found.parts, path, terminal);
}

/** What is at a path. A folder of parts holds no logs; where there are both, the logs are newer. */
async function logsOrParts(
  selection: SweepSelection,
  path: string,
  terminal: Terminal,
): Promise<FoundRuns | { readonly parts: readonly SweepPart[] }> {
  try {
    return await findSelected(selection, terminal);
  } catch (error) {
    const parts = error instanceof UsageError ? await readSweepParts(path) : [];
    if (parts.length === 0) {
      throw error;
    }
    return { parts };
  }
}

/** Whether two paths are the same place. */
export async function isSamePlace(one: string, other: string | undefined): Promise<boolean> {
  const [a, b] = await Promise.all([one, other ?? ""].map((path) => realpath(path).catch(() => null)));
  return a !== null && a === b;
}

async function readLogs(
  selection: SweepSelection,
  found: FoundRuns,
  { terminal, engine }: { readonly terminal: Terminal; readonly engine: Engine },
): Promise<SweepInput> {
  const plan = await planPart(found, onePart, selection.contract);
  const read = await readSweepRuns({ ...selection, found: plan.found }, terminal, engine);
  if (read.runs.length === 0) {
    throw new UsageError("None of the logs can be used, so there is no sweep.");
  }
  const { runs, curves, unusable, settings } = read;
  const made = { runs, curves, notes: notesOf(plan, read, "") };
  return { csv: runsCsv(runs), unusable, missing: [], settings, made, parts: null };
}

function merged(parts: readonly SweepPart[], path: string, terminal: Terminal): SweepInput {
  try {
    const { columns, origins, settings, unusable, missing } = mergeParts(parts);
    missing.forEach((sentence) => terminal.warn(printableLines(sentence)));
    if (unusable > 0) {
      terminal.warn(`${unusable} logs could not be used when the parts were made, which said why.`);
    }
    return {
      csv: columnsCsv(columns),
      unusable,
      missing,
      settings,
      made: null,
      parts: { read: parts, columns, origins },
    };
  } catch (error) {
    throw error instanceof PartsError ? new LogError(path, error.message) : error;
  }
}

/** One CSV file is a table of runs: the log of one run would be no sweep. */
async function isTable(path: string): Promise<boolean> {
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
  return !isFolder && isTablePath(path);
}
