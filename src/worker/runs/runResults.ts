import type { Contract } from "../../contract/model/contract.ts";
import { contractForLog } from "../../contract/model/contractForLog.ts";
import { signatureAt } from "../../log/files/fileSignature.ts";
import { LogError } from "../../log/files/logError.ts";
import type { LogTable } from "../../log/columns/columns.ts";
import type { RunName, RunResults, WorkerSettings } from "../../protocol/worker.ts";
import type { Planned } from "../../review/planned.ts";
import type { ReviewedRun } from "../../review/reviewRun.ts";
import type { Contracts } from "../../run/contracts.ts";
import { plannedCounts, plannedLength } from "../../run/planned/plannedLength.ts";
import { RunFolder } from "../../run/runFolder.ts";
import { LongTable, readUntilItHolds } from "../../run/longTable.ts";
import { formatNames } from "../../run/formatNames.ts";
import { readSettings, type RunSettings } from "../../run/settings/readSettings.ts";
import { rootOf } from "../../run/settings/settingsRoot.ts";
import { settingPrefix } from "../../sweep/table/columnIds.ts";
import type { RunSummary } from "../../sweep/table/runSummary.ts";
import type { SummaryBasis, SummaryStore } from "../feeds/summaryStore.ts";
import type { RunTools } from "./runTools.ts";

/** A run as far as its results ask. */
export interface ResultRun {
  readonly name: RunName;
  /** What was read so far and the contract for it; null where the log was not read in this session. */
  source(): { readonly table: LogTable; readonly contract: Contract } | null;
  review(): ReviewedRun | null;
  status(): { readonly lastRead: number | null; readonly gone: boolean };
}

export interface ResultSources {
  readonly tools: RunTools;
  readonly contracts: Contracts;
  /** When the built-in list of metrics holds, as the settings say now. */
  builtIn(): WorkerSettings["builtIn"];
  /** Null where nothing is kept from session to session. */
  readonly store: SummaryStore | null;
}

/** A log that was written to within so many milliseconds is not kept: it may go on. */
const restsAfter = 30_000;

/**
 * What the table shows of a run: its settings and what it came to. Of a log that nobody wrote to since an earlier session
 * that is recalled; where nothing was kept, the log is read once and let go again, so that a table of thousands of runs
 * that are over does not hold their columns. Null where the log is not there, cannot be read, or will be read soon.
 */
export async function runResults(run: ResultRun, sources: ResultSources): Promise<RunResults | null> {
  const { lastRead, gone } = run.status();
  const { log } = run.name;
  if (lastRead === null || gone || !(await sources.tools.places.answers(log))) {
    return null;
  }
  const [settings, summary, { contract }] = await Promise.all([
    readSettings(log, rootOf(run.name)),
    summaryOf(run, sources),
    sources.contracts.of(log),
  ]);
  return summary === null ? null : { ...resultsOf(log, settings, summary), replicate: contract.analysis.replicate };
}

async function summaryOf(run: ResultRun, sources: ResultSources): Promise<RunSummary | null> {
  const { tools, contracts, store } = sources;
  const { log, chosen = {} } = run.name;
  const signature = signatureAt(log);
  const { contract } = await contracts.of(log);
  const rules: Rules = { contract, chosen, builtIn: sources.builtIn() };
  const basis: SummaryBasis | null = signature === null ? null : { log, signature, ...rules };
  const kept = store === null || basis === null ? null : await store.recall(basis);
  if (kept !== null) {
    return kept;
  }
  const made = await summarize(run, rules, tools);
  if (made !== null && basis !== null && isAtRest(basis)) {
    await store?.keep(basis, made);
  }
  return made;
}

function isAtRest({ signature }: SummaryBasis): boolean {
  return Date.now() - Number(signature.modified / 1_000_000n) > restsAfter;
}

/** What a run's columns are read by, besides what they hold. */
type Rules = Pick<SummaryBasis, "contract" | "chosen" | "builtIn">;

async function summarize(run: ResultRun, rules: Rules, tools: RunTools): Promise<RunSummary | null> {
  const source = run.source();
  const reviewed = run.review();
  if (source !== null && reviewed !== null) {
    return tools.summarizeRun({ ...source, reviewed });
  }
  const once = await readColumns(run.name, rules, tools);
  if (once === null) {
    return null;
  }
  const { label: log, run: name } = run.name;
  const planned = await plannedOf(run.name, tools);
  return tools.summarizeRun({
    ...once,
    reviewed: tools.reviewRun({ run: name, log, ...once, findings: [], growing: false, planned }),
  });
}

/** How long a run was meant to last, as its folder says. */
async function plannedOf({ log }: RunName, { engine }: RunTools): Promise<Planned> {
  return plannedCounts(plannedLength(await new RunFolder(log, engine).configs()));
}

/** What a log holds, and the contract with its names. */
export interface ReadColumns {
  readonly table: LogTable;
  readonly contract: Contract;
}

/**
 * The columns of a run: those that are held, else read once and let go again. Null where there are none now. `metrics`:
 * those that are kept of a long log as well.
 */
export async function columnsOf(
  run: Pick<ResultRun, "name" | "source">,
  sources: ResultSources,
  metrics: readonly string[] = [],
): Promise<ReadColumns | null> {
  const held = run.source();
  if (held !== null) {
    return held;
  }
  if (!(await sources.tools.places.answers(run.name.log))) {
    return null;
  }
  const { contract } = await sources.contracts.of(run.name.log);
  const rules = { contract, chosen: run.name.chosen ?? {}, builtIn: sources.builtIn() };
  return readColumns(run.name, rules, sources.tools, metrics);
}

async function readColumns(
  { log, source }: RunName,
  rules: Rules,
  tools: RunTools,
  metrics: readonly string[] = [],
): Promise<ReadColumns | null> {
  if ((source ?? null) !== null) {
    // The columns of another tool's log are there whenever it can be read: it is not among the logs that are recalled.
    return null;
  }
  try {
    const contractFor = (table: LogTable): Contract =>
      contractForLog(rules.contract, table, rules.builtIn, {
        chosen: rules.chosen,
        format: formatNames(null, table.keys),
      }).contract;
    const reader = new LongTable({ contractFor, viewed: metrics });
    const options = { engine: tools.engine, includeIncomplete: false, windows: { reader, limits: tools.limits } };
    const { table } = await readUntilItHolds(reader, () => tools.readLog(log, options));
    return { table, contract: contractFor(table) };
  } catch (error) {
    if (error instanceof LogError) {
      return null;
    }
    throw error;
  }
}

function resultsOf(log: string, settings: RunSettings, { cells, spark }: RunSummary): Omit<RunResults, "replicate"> {
  const own = [...settings].map(([key, { value, source }]) => ({ id: settingPrefix + key, value, source }));
  return {
    log,
    cells: { ...Object.fromEntries(own.map(({ id, value }) => [id, value])), ...cells },
    sources: Object.fromEntries(own.map(({ id, source }) => [id, source])),
    spark,
  };
}
