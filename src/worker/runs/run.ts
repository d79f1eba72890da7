import type { Contract } from "../../contract/model/contract.ts";
import type { Finding } from "../../contract/model/finding.ts";
import { applySeverities, silencedIn } from "../../contract/model/severities.ts";
import type { LogTable } from "../../log/columns/columns.ts";
import type { ConvertResult } from "../../log/convert/convertLog.ts";
import type { CsvComparison } from "../../log/convert/csvComparison.ts";
import type { ContractEffect, ConvertChoices, LossColumns } from "../../protocol/runAnswers.ts";
import type { RunName, RunStatus, WorkerSettings } from "../../protocol/worker.ts";
import type { Contracts, LoadedContract } from "../../run/contracts.ts";
import { longCheck } from "../../run/longCheck.ts";
import { RunCheck } from "../../run/runCheck.ts";
import type { NamesByRole } from "../../review/model/readAs.ts";
import { lossChoices } from "../../series/roles/lossChoices.ts";
import type { Pace, Pollable } from "../pollSchedule.ts";
import { ColumnAsks } from "./columnAsks.ts";
import { contractEffect, readForCheck } from "./asked/contractEffect.ts";
import { grewLately, pauseAfter } from "./idleBackoff.ts";
import { pollOf, snapshotOf } from "./loadState.ts";
import { reviewWithFacts, type ReviewedWithFacts } from "./reviewedRun.ts";
import type { RunFiles } from "./asked/runCsv.ts";
import { runStatus } from "./runStatus.ts";
import { sameFacts, slowFinding } from "./findings/slowFinding.ts";
import type { RunTools } from "./runTools.ts";
import { RunReader } from "./runReader.ts";
import { RunTurns } from "./runTurns.ts";

/** Who is told what one run came to. */
export interface RunListener {
  /** The run's status changed, or a poll of it ended with nothing new. */
  polled(run: Run, changed: boolean): void;
  contractRead(loaded: LoadedContract): void;
  failed(error: unknown): void;
}

export interface RunDeps {
  /** The settings as they are now. */
  settings(): WorkerSettings;
  readonly tools: RunTools;
  readonly contracts: Contracts;
  readonly listener: RunListener;
}

/**
 * One run: owner of what reads its log (`RunReader`) and of the queue of what is done with it.
 * Invariant: polls and conversions of a run take turns, so that no two of them write its CSV at once.
 */
export class Run implements Pollable {
  #name: RunName;
  readonly #deps: RunDeps;
  readonly #reader: RunReader;
  /** That the run is read less often than others; null where it is not. */
  #slow: Finding | null = null;
  readonly #asks = new ColumnAsks();
  readonly #turns: RunTurns;
  /** Done when all that asked for the run to be read have it. */
  #loading: Promise<void> = Promise.resolve();

  constructor(name: RunName, deps: RunDeps) {
    this.#name = name;
    this.#deps = deps;
    this.#turns = new RunTurns(name.log, deps.tools.places);
    this.#reader = new RunReader({
      name: () => this.#name,
      settings: () => deps.settings(),
      tools: deps.tools,
      contracts: deps.contracts,
      contractRead: (loaded) => deps.listener.contractRead(loaded),
      progressed: () => deps.listener.polled(this, false),
    });
  }

  /** How it is called in messages, and the columns that a person chose for it. */
  get name(): RunName {
    return this.#name;
  }

  /** True while a read long enough to show its progress is under way. */
  get reading(): boolean {
    return this.#reader.progress !== null;
  }

  /** Path of the CSV that is kept next to the log, as far as it was written; null where none is. */
  get keptCsv(): string | null {
    return pollOf(this.#reader.state)?.csv.state === "current" ? this.#reader.csvPath : null;
  }

  /** The next poll reads the contract again and checks the whole log by it. */
  dropContract(): void {
    this.#reader.dropContract();
  }

  /** The next poll checks the whole log by these columns. */
  choose(chosen: NamesByRole): void {
    this.#name = { ...this.#name, chosen };
    this.dropContract();
  }

  /** Reads a run that is known from an earlier session alone, because somebody opens it. */
  load(): Promise<void> {
    const wasCached = this.#reader.requireLog();
    const read = wasCached ? this.poll() : Promise.resolve();
    this.#loading = Promise.all([this.#loading, this.#reader.liveness.readPlan(), read]).then(() => undefined);
    return this.#loading;
  }

  async poll(): Promise<void> {
    try {
      const changed = await this.#turns.take(() => this.#reader.poll());
      this.#deps.listener.polled(this, changed);
    } catch (error) {
      this.#deps.listener.failed(error);
    }
  }

  /**
   * Makes the CSV because a person asked for it.
   * @throws {LogError} where the log cannot be read or the CSV cannot be written.
   */
  convert(request: ConvertChoices): Promise<ConvertResult> {
    return this.#turns.takeWithFiles(() => this.#deps.tools.makeCsv(this.#files(), request, this.#deps.contracts));
  }

  /** The CSV that is there next to what the log gives. @throws {LogError} where one of them cannot be read. */
  compareCsv(): Promise<CsvComparison> {
    return this.#turns.takeWithFiles(() => this.#deps.tools.compareFiles(this.#files()));
  }

  /** What another contract would change, by its text. @throws {LogError} where the log cannot be read. */
  effectOf(contract: string): Promise<ContractEffect> {
    return this.#turns.withFiles(() => {
      const poll = pollOf(this.#reader.state);
      const read = poll?.table.stride === undefined ? poll : null;
      const [findings, deps, { tools }] = [this.#findings(), this.#reader.checkDeps, this.#deps];
      const [name, settings] = [this.name, this.#deps.settings()];
      return contractEffect(contract, { name, settings, findings, read, deps, tools });
    });
  }

  /**
   * Has these metrics of a long log kept from now on. One reading serves all that are asked for until it begins; true
   * where it was made for this ask.
   */
  async view(metrics: readonly string[]): Promise<boolean> {
    this.#asks.add(metrics);
    return this.#turns.take(async () => {
      const answers = await this.#deps.tools.places.answers(this.name.log);
      const asked = this.#asks.take();
      return answers && asked.length > 0 && (await this.#reader.readColumns(asked));
    });
  }

  /** The columns that may be the training loss. @throws {LogError} where the log cannot be read. */
  lossColumns(): Promise<LossColumns> {
    return this.#turns.withFiles(async () => {
      const { log } = this.name;
      const loaded = this.#reader.contract ?? (await this.#deps.contracts.of(log));
      const check = longCheck(new RunCheck(log, this.#reader.checkDeps), loaded);
      const { table } = pollOf(this.#reader.state) ?? (await readForCheck(this.name, check, this.#deps.tools));
      const { roles } = this.#reader.forLog(table, loaded);
      return { loss: roles.trainLoss?.column ?? null, columns: lossChoices(table) };
    });
  }

  interval(): number {
    return pauseAfter(this.#idle(), this.#deps.settings());
  }

  grows(): boolean {
    // A file that is young may be one of thousands that were copied.
    return this.#reader.liveness.grewLast !== null && grewLately(this.#idle(), this.#deps.settings());
  }

  rested(pace: Pace): void {
    const slow = slowFinding(pace);
    if (!sameFacts(slow, this.#slow)) {
      this.#slow = slow;
      this.#deps.listener.polled(this, true);
    }
  }

  minInterval(): number {
    return this.#deps.settings().pollInterval / 4;
  }

  status(): RunStatus {
    const snapshot = snapshotOf(this.#reader.state);
    const isKnown = snapshot !== null && this.#reader.liveness.watchedLast !== null;
    return runStatus(this.#reader.state, {
      log: this.name.log,
      csvPath: this.#reader.csvPath,
      findings: this.#findings(),
      lastRead: this.#reader.lastRead,
      progress: this.#reader.progress,
      lastGrowth: isKnown ? this.#reader.liveness.lastGrowth(snapshot) : null,
    });
  }

  /** What was read so far and the contract that it is read by; null before the first poll has ended. */
  source(): { readonly table: LogTable; readonly contract: Contract } | null {
    const [table, loaded] = [pollOf(this.#reader.state)?.table ?? null, this.#reader.contract];
    return table === null || loaded === null ? null : { table, contract: this.#reader.forLog(table, loaded).contract };
  }

  /** The analysis of what was read so far; null before the first poll has ended. */
  review(): ReviewedWithFacts | null {
    const [loaded, poll, lastRead] = [this.#reader.contract, pollOf(this.#reader.state), this.#reader.lastRead];
    if (loaded === null || poll === null || lastRead === null) {
      return null;
    }
    const forLog = this.#reader.forLog(poll.table, loaded);
    const growing = snapshotOf(this.#reader.state)?.life?.over !== true;
    const known = { name: this.name, findings: this.#findings(), growing, liveness: this.#reader.liveness };
    return reviewWithFacts({ ...known, poll, lastRead, forLog, loaded }, this.#deps.tools);
  }

  async dispose(): Promise<void> {
    await this.#reader.dispose(this.#turns.last);
  }

  /** Milliseconds since the log was seen to grow; none where its files are being rewritten. */
  #idle(): number {
    const waits = pollOf(this.#reader.state)?.waits === true;
    return waits ? 0 : Date.now() - (this.#reader.liveness.watchedLast ?? 0);
  }

  #findings(): readonly Finding[] {
    const { severities, silenced } = this.#deps.settings();
    const ofContract = this.#reader.contract?.contract.severities ?? {};
    const found = snapshotOf(this.#reader.state)?.found ?? [];
    const all = this.#slow === null ? found : [...found, this.#slow];
    return applySeverities(all, ofContract, severities, silencedIn(this.name.run, silenced));
  }

  #files(): RunFiles {
    const { escapeFormulas } = this.#deps.settings();
    const { log, source = null } = this.name;
    const { engine, readRun } = this.#deps.tools;
    return { log, source, csvPath: this.#reader.csvPath, engine, readRun, escapeFormulas };
  }
}
