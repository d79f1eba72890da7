import type { Contract } from "../../contract/model/contract.ts";
import type { Finding } from "../../contract/model/finding.ts";
import { applySeverities, silencedIn } from "../../contract/model/severities.ts";
import type { LogTable } from "../../log/columns/columns.ts";
import type { ConvertResult } from "../../log/convert/convertLog.ts";
import type { CsvComparison } from "../../log/convert/csvComparison.ts";
import type { ContractEffect, ConvertChoices, RunName, RunStatus, WorkerSettings } from "../../protocol/worker.ts";
import type { Contracts, LoadedContract } from "../../run/contracts.ts";
import { Liveness } from "../../run/liveness.ts";
import { RunCheck, type RunCheckDeps } from "../../run/runCheck.ts";
import { RunFolder } from "../../run/runFolder.ts";
import type { NamesByRole } from "../../review/model/readAs.ts";
import { findsTheSame, sameLife } from "../../run/runState.ts";
import type { Pollable } from "../pollSchedule.ts";
import { BlobFolder } from "./cache/blobFolder.ts";
import { CacheStore } from "./cache/cacheEntry.ts";
import { contractEffect, readOnce } from "./contractEffect.ts";
import { CheckThrottle } from "./checkThrottle.ts";
import { cacheKeyOf, sameCacheKey, type CacheKey } from "./cache/cacheKey.ts";
import { csvFinding, csvModeOf, type CsvMode } from "./csvFinding.ts";
import { followLog } from "./follow/followLog.ts";
import { afterFailure, afterPoll, isFirstSight, pollOf, snapshotOf, type LoadState } from "./loadState.ts";
import { reviewWithFacts, type ReviewedWithFacts } from "./reviewedRun.ts";
import { CachedRun } from "./cache/runCache.ts";
import { placeOf } from "../../formats/model/place.ts";
import type { RunFiles } from "./runCsv.ts";
import { pollOrReason, textsOf, type RunFollower, type RunPoll } from "./follow/runFollower.ts";
import { logPart, type RunSnapshot } from "./runSnapshot.ts";
import { runStatus } from "./runStatus.ts";
import type { RunTools } from "./runTools.ts";

/** A log that does not grow is polled less and less often, down to every this many intervals. */
const maxBackoff = 10;

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
 * One run: owner of the follower of its log and of the queue of what is done with it; what is known of it is `#state`.
 * Invariant: polls and conversions of a run take turns, so that no two of them write its CSV at once.
 */
export class Run implements Pollable {
  #name: RunName;
  readonly #deps: RunDeps;
  readonly #follower: RunFollower;
  readonly #checkDeps: RunCheckDeps;
  readonly #check: RunCheck;
  readonly #liveness: Liveness;
  readonly #folder: RunFolder;
  /** Null where nothing is kept from session to session. */
  readonly #cache: CachedRun | null;
  readonly #throttle = new CheckThrottle();
  #state: LoadState = { kind: "unread" };
  /** Milliseconds since 1970 at which the last poll ended; null before the first one has. */
  #lastRead: number | null = null;
  /** Part of the log that was read, while a read is under way that is long enough to show it. */
  #progress: number | null = null;
  /** Whether anyone reads the run's review, which says how long the run will go on. */
  #isReviewed = false;
  #turn: Promise<unknown> = Promise.resolve();
  /** Done when all that asked for the run to be read have it. */
  #loading: Promise<void> = Promise.resolve();

  constructor(name: RunName, deps: RunDeps) {
    this.#name = name;
    this.#deps = deps;
    const source = name.source ?? null;
    const place = source === null ? name.log : placeOf(source);
    this.#folder = new RunFolder(place, deps.tools.engine);
    this.#liveness = new Liveness(this.#folder);
    const known = { contracts: deps.contracts, folder: this.#folder, liveness: this.#liveness, format: source?.format };
    this.#checkDeps = { ...known, builtIn: () => deps.settings().builtIn, chosen: () => this.#name.chosen };
    this.#check = new RunCheck(place, this.#checkDeps);
    const settings = deps.settings();
    const store = settings.storage === null ? null : new BlobFolder(settings.storage);
    const onProgress = (read: number, size: number): void => this.#showProgress(read, size);
    this.#follower = followLog(name, { settings, tools: deps.tools, store, onProgress });
    const paths = { log: name.log, csv: this.#follower.csvPath };
    const cached = { paths, cacheKey: () => this.#cacheKey() };
    const isCached = store !== null && source === null;
    this.#cache = isCached ? new CachedRun({ ...cached, store: new CacheStore(store, name.log) }) : null;
  }

  /** How it is called in messages, and the columns that a person chose for it. */
  get name(): RunName {
    return this.#name;
  }

  /** True while a read long enough to show its progress is under way. */
  get reading(): boolean {
    return this.#progress !== null;
  }

  /** Path of the CSV that is kept beside the log, as far as it was written; null where none is. */
  get keptCsv(): string | null {
    return pollOf(this.#state)?.csv.state === "current" ? this.#follower.csvPath : null;
  }

  /** The next poll reads the contract again and checks the whole log by it. */
  dropContract(): void {
    this.#check.dropContract();
  }

  /** The next poll checks the whole log by these columns. */
  choose(chosen: NamesByRole): void {
    this.#name = { ...this.#name, chosen };
    this.dropContract();
  }

  /** Reads a run that is known from an earlier session alone, because somebody opens it. */
  load(): Promise<void> {
    this.#isReviewed = true;
    const wasCached = this.#cache?.isValid === true;
    this.#cache?.drop();
    const read = wasCached ? this.poll() : Promise.resolve();
    this.#loading = Promise.all([this.#loading, this.#liveness.readPlan(), read]).then(() => undefined);
    return this.#loading;
  }

  async poll(): Promise<void> {
    try {
      const changed = await this.#inTurn(() => this.#poll());
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
    return this.#inTurn(() => this.#deps.tools.makeCsv(this.#files(), request, this.#deps.contracts));
  }

  /** The CSV that is there beside what the log gives. @throws {LogError} where one of them cannot be read. */
  compareCsv(): Promise<CsvComparison> {
    return this.#inTurn(() => this.#deps.tools.compareFiles(this.#files()));
  }

  /** What another contract would change, by its text. @throws {LogError} where the log cannot be read. */
  async effectOf(contract: string): Promise<ContractEffect> {
    const read = pollOf(this.#state) ?? (await readOnce(this.name.log, this.#deps.tools));
    const [findings, deps] = [this.#findings(), this.#checkDeps];
    return contractEffect(contract, { name: this.name, settings: this.#deps.settings(), findings, read, deps });
  }

  interval(): number {
    const { pollInterval } = this.#deps.settings();
    const idle = pollOf(this.#state)?.waits === true ? 0 : Date.now() - (this.#liveness.watchedLast ?? 0);
    return Math.min(Math.max(pollInterval, idle / 20), pollInterval * maxBackoff);
  }

  minInterval(): number {
    return this.#deps.settings().pollInterval / 4;
  }

  status(): RunStatus {
    const snapshot = snapshotOf(this.#state);
    const isKnown = snapshot !== null && this.#liveness.watchedLast !== null;
    return runStatus(this.#state, {
      log: this.name.log,
      csvPath: this.#follower.csvPath,
      findings: this.#findings(),
      lastRead: this.#lastRead,
      progress: this.#progress,
      lastGrowth: isKnown ? this.#liveness.lastGrowth(snapshot) : null,
    });
  }

  /** What was read so far and the contract that it is read by; null before the first poll has ended. */
  source(): { readonly table: LogTable; readonly contract: Contract } | null {
    const [table, loaded] = [pollOf(this.#state)?.table ?? null, this.#check.contract];
    return table === null || loaded === null ? null : { table, contract: this.#check.forLog(table, loaded).contract };
  }

  /** The analysis of what was read so far; null before the first poll has ended. */
  review(): ReviewedWithFacts | null {
    const [loaded, poll, lastRead] = [this.#check.contract, pollOf(this.#state), this.#lastRead];
    if (loaded === null || poll === null || lastRead === null) {
      return null;
    }
    const forLog = this.#check.forLog(poll.table, loaded);
    const growing = snapshotOf(this.#state)?.life?.over !== true;
    const known = { name: this.name, findings: this.#findings(), growing, liveness: this.#liveness };
    return reviewWithFacts({ ...known, poll, lastRead, forLog }, this.#deps.tools);
  }

  async dispose(): Promise<void> {
    await Promise.all([this.#follower.dispose(), this.#turn]);
    await this.#keepSnapshot();
  }

  get #csvMode(): CsvMode {
    return csvModeOf(this.name.log, this.#deps.settings().csv);
  }

  #findings(): readonly Finding[] {
    const { severities, silenced } = this.#deps.settings();
    const ofContract = this.#check.contract?.contract.severities ?? {};
    const found = snapshotOf(this.#state)?.found ?? [];
    return applySeverities(found, ofContract, severities, silencedIn(this.name.run, silenced));
  }

  #files(): RunFiles {
    const { escapeFormulas } = this.#deps.settings();
    const { log, source = null } = this.name;
    return { log, source, csvPath: this.#follower.csvPath, engine: this.#deps.tools.engine, escapeFormulas };
  }

  #inTurn<Result>(act: () => Promise<Result>): Promise<Result> {
    const turn = this.#turn.then(act);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  /** Polls the run; true where something about it is new. */
  async #poll(): Promise<boolean> {
    const cached = await this.#cachedSnapshot();
    return cached === null ? this.#pollLog() : this.#takeCached(cached);
  }

  /** What an earlier session found, where all of that still holds. */
  async #cachedSnapshot(): Promise<RunSnapshot | null> {
    const cache = this.#cache;
    const snapshot = (await cache?.recall()) ?? null;
    if (cache === null || snapshot === null) {
      return null;
    }
    if (this.#check.contract === null || this.#csvMode !== "on") {
      await this.#readContract();
      await cache.revalidate();
    }
    if (this.#state.kind === "unread") {
      this.#liveness.recall(snapshot, snapshot.planned);
    }
    const life = await this.#liveness.life(snapshot, snapshot.outcome);
    if (!findsTheSame(life, snapshot.life)) {
      cache.drop();
    }
    return cache.isValid ? { ...snapshot, life } : null;
  }

  #takeCached(snapshot: RunSnapshot): boolean {
    const before = snapshotOf(this.#state);
    this.#state = { kind: "cached", snapshot };
    this.#lastRead = Date.now();
    return before === null || !sameLife(before.life, snapshot.life);
  }

  async #pollLog(): Promise<boolean> {
    const before = this.#state;
    this.#follower.setWriteCsv(this.#csvMode === "on");
    const poll = await pollOrReason(this.#follower);
    this.#progress = null;
    this.#lastRead = Date.now();
    if (typeof poll !== "string") {
      return this.#take(poll);
    }
    this.#state = afterFailure(before, poll);
    return before.kind !== "unreadable" || before.message !== poll;
  }

  /** Takes what a poll of the log came to; true where something about the run is new. */
  async #take(poll: RunPoll): Promise<boolean> {
    this.#prepareCheck(poll);
    const isContractNew = this.#check.contract === null;
    this.#noteGrowth(poll);
    const { state, news } = afterPoll(this.#state, poll);
    this.#state = state;
    this.#throttle.note(isContractNew ? "more" : news);
    const contract = await this.#readContract();
    await (this.#isReviewed ? this.#liveness.readPlan() : undefined);
    // Of a log that is gone, what was known last is what there is.
    const known = poll.gone
      ? state.snapshot
      : { ...state.snapshot, ...logPart(poll, this.#check.forLog(poll.table, contract).contract) };
    const life = poll.gone ? known.life : await this.#liveness.life(known, known.outcome);
    const turned = !sameLife(life, known.life);
    if (!findsTheSame(life, known.life)) {
      this.#throttle.note("more");
    }
    const changed = this.#throttle.isWaiting || turned;
    if (this.#throttle.isDue(Date.now())) {
      const snapshot = poll.gone ? { ...known, found: [] } : await this.#checked(poll, contract, known);
      this.#state = { ...state, snapshot };
      this.#throttle.done(Date.now());
    } else if (changed) {
      this.#state = { ...state, snapshot: { ...known, life } };
    } else {
      await this.#keepSnapshot();
    }
    return changed;
  }

  #prepareCheck(poll: RunPoll): void {
    if (this.#state.kind === "unreadable") {
      this.#check.dropContract();
    }
    if (poll.rebuilt) {
      this.#check.restart();
    }
  }

  #noteGrowth(poll: RunPoll): void {
    if (poll.changed) {
      this.#liveness.grew({ ...poll, records: poll.table.records }, isFirstSight(this.#state, poll));
    }
  }

  async #checked(poll: RunPoll, contract: LoadedContract, known: RunSnapshot): Promise<RunSnapshot> {
    const { found, outcome, life } = await this.#check.check(
      { ...poll, textsAt: textsOf(this.name.log, poll) },
      contract,
    );
    const csv = csvFinding(poll.csv, { path: this.#follower.csvPath, csv: this.#csvMode });
    const all = csv === null ? found : [...found, csv];
    return { ...known, outcome, life, planned: this.#liveness.planned, found: all };
  }

  #readContract(): Promise<LoadedContract> {
    return this.#check.readContract((contract) => this.#deps.listener.contractRead(contract));
  }

  /** Keeps what was found for the next session, once nothing about the log and its CSV waits. */
  async #keepSnapshot(): Promise<void> {
    const [state, contract, cache] = [this.#state, this.#check.contract, this.#cache];
    if (cache === null || contract === null || state.kind !== "read" || cache.holds(state.snapshot)) {
      return;
    }
    const files = this.#follower.snapshot();
    if (files === null) {
      return;
    }
    // What the run's folder holds may have changed since the last check, or while it went on.
    const cacheKey = await this.#cacheKey();
    this.#folder.forget();
    const snapshot = await this.#checked(state.poll, contract, state.snapshot);
    if (sameCacheKey(await this.#cacheKey(), cacheKey)) {
      this.#state = { ...state, snapshot };
      this.#throttle.done(Date.now());
      await cache.keep({ cacheKey, files, snapshot });
    }
  }

  async #cacheKey(): Promise<CacheKey> {
    const { csvPath } = this.#follower;
    const folder = await this.#folder.signature();
    return cacheKeyOf(this.#deps.settings(), this.#check.contract, { chosen: this.#name.chosen, csvPath, folder });
  }

  #showProgress(read: number, size: number): void {
    this.#progress = size === 0 ? null : read / size;
    this.#deps.listener.polled(this, false);
  }
}
