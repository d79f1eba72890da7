import { builtInContract } from "../../../contract/model/builtIn.ts";
import type { Finding } from "../../../contract/model/finding.ts";
import { applySeverities, silencedIn } from "../../../contract/model/severities.ts";
import { parseContract } from "../../../contract/file/parseContract.ts";
import { signatureAt } from "../../../log/files/fileSignature.ts";
import type { Windowed } from "../../../log/read/windows.ts";
import type { ContractEffect } from "../../../protocol/runAnswers.ts";
import type { RunName, WorkerSettings } from "../../../protocol/worker.ts";
import type { LoadedContract } from "../../../run/contracts.ts";
import type { RunTools } from "../runTools.ts";
import { longCheck } from "../../../run/longCheck.ts";
import { readUntilItHolds, type LongTable } from "../../../run/longTable.ts";
import { RunCheck, type ReadRun, type RunCheckDeps } from "../../../run/runCheck.ts";

/** A run as it is now, for what another contract would change. */
export interface EffectParts {
  readonly name: RunName;
  readonly settings: WorkerSettings;
  /** Findings as they are shown now. */
  readonly findings: readonly Finding[];
  /** Null where the log has to be read: nobody follows it in this session, or it is too long for all of it to be kept. */
  readonly read: Omit<ReadRun, "textsAt"> | null;
  readonly tools: ReadTools;
  readonly deps: RunCheckDeps;
}

/**
 * How the findings of a run would change with another contract, by its text. Nothing is written and nothing kept.
 * @throws {LogError} where the log has to be read and cannot be.
 */
export async function contractEffect(text: string, parts: EffectParts): Promise<ContractEffect> {
  const { name, settings, findings, read, deps, tools } = parts;
  const { contract, problems } = parseContract(text);
  const usable = contract !== null;
  const loaded: LoadedContract = { contract: contract ?? builtInContract, path: null, text, problems, usable };
  const textsAt = (): Promise<ReadonlyMap<number, string>> => Promise.resolve(new Map());
  const check = new RunCheck(name.log, deps);
  const whole = read ?? (await readForCheck(name, longCheck(check, loaded), tools));
  const { found } = await check.check({ ...whole, textsAt }, loaded);
  // What is said of the CSV is no matter of the contract.
  const csv = findings.filter(({ code }) => code.startsWith("csv-"));
  const silenced = silencedIn(name.run, settings.silenced);
  const after = applySeverities(found, loaded.contract.severities, settings.severities, silenced);
  return { before: countShown(findings), after: countShown([...after, ...csv]) };
}

type ReadTools = Pick<RunTools, "engine" | "readLog" | "readRun" | "limits">;

/** A log, of whatever format, that is read for a check and let go again. @throws {LogError} where it cannot be read. */
export async function readForCheck(
  name: Pick<RunName, "log" | "source">,
  reader: LongTable,
  tools: ReadTools,
): Promise<Omit<ReadRun, "textsAt">> {
  const windows = { reader, limits: tools.limits };
  const { source = null } = name;
  const { table, problems, modified } = await readUntilItHolds<Omit<ReadRun, "textsAt">>(reader, () =>
    source === null ? readLines(name.log, windows, tools) : tools.readRun(source, { texts: false, windows }),
  );
  return { table, problems, modified };
}

async function readLines(
  log: string,
  windows: Windowed,
  { engine, readLog }: ReadTools,
): Promise<Omit<ReadRun, "textsAt">> {
  const modified = signatureAt(log)?.modified ?? 0n;
  const { table, problems } = await readLog(log, { engine, includeIncomplete: false, windows });
  return { table, problems, modified: Number(modified / 1_000_000n) };
}

/** As the list of runs counts them: hints are not shown as findings. */
function countShown(findings: readonly Finding[]): number {
  return findings.filter(({ severity }) => severity !== "hint").length;
}
