import type { LogTable } from "../../log/columns/columns.ts";
import type { ContractForLog } from "../../contract/model/contractForLog.ts";
import type { LoadedContract } from "../../run/contracts.ts";
import type { Liveness } from "../../run/liveness.ts";
import type { RunCheck, RunCheckDeps } from "../../run/runCheck.ts";
import type { RunFolder } from "../../run/runFolder.ts";
import { findsTheSame, sameLife } from "../../run/runState.ts";
import { BlobFolder } from "./cache/blobFolder.ts";
import { CacheStore } from "./cache/cacheEntry.ts";
import { cacheKeyOf, sameCacheKey, type CacheKey } from "./cache/cacheKey.ts";
import { CachedRun } from "./cache/runCache.ts";
import { checkParts, type RunReaderDeps } from "./checkParts.ts";
import { CheckThrottle } from "./checkThrottle.ts";
import { csvFinding, csvModeOf, type CsvMode } from "./findings/csvFinding.ts";
import { followLog } from "./follow/followLog.ts";
import { readOrReason, textsOf, type RunFollower, type RunPoll } from "./follow/runFollower.ts";
import { LongRun } from "./longRun.ts";
import { afterFailure, afterPoll, isFirstSight, snapshotOf, type LoadState } from "./loadState.ts";
import { logPart, type RunSnapshot } from "./runSnapshot.ts";
import { noAnswer } from "./runTurns.ts";

/**
 * Reads the log of a run and checks it, poll by poll; what is known of the run is `state`.
 * Invariant: of a run that nobody has written to since an earlier session the log is not read, until it is asked for.
 */
export class RunReader {
  readonly #deps: RunReaderDeps;
  readonly #follower: RunFollower;
  readonly #check: RunCheck;
  readonly #folder: RunFolder;
  readonly #long: LongRun;
  /** Null where nothing is kept from session to session. */
  readonly #cache: CachedRun | null;
  readonly #throttle = new CheckThrottle();
  #state: LoadState = { kind: "unread" };
  #lastRead: number | null = null;
  #progress: number | null = null;
  /** Whether anyone reads the run's review, which says how long the run will go on. */
  #isReviewed = false;
  /** What its checks are made with, by whatever contract. */
  readonly checkDeps: RunCheckDeps;
  readonly liveness: Liveness;

  constructor(deps: RunReaderDeps) {
    this.#deps = deps;
    const [name, settings] = [deps.name(), deps.settings()];
    const { folder, liveness, checkDeps, check } = checkParts(deps);
    this.#folder = folder;
    this.liveness = liveness;
    this.checkDeps = checkDeps;
    this.#check = check;
    this.#long = new LongRun(check);
    const store = settings.storage === null ? null : new BlobFolder(settings.storage);
    const onProgress = (read: number, size: number): void => {
      this.#progress = size === 0 ? null : read / size;
      deps.progressed();
    };
    this.#follower = followLog(name, { settings, tools: deps.tools, store, onProgress, windows: this.#long });
    const cached = { paths: { log: name.log, csv: this.#follower.csvPath }, cacheKey: () => this.#cacheKey() };
    const isCached = store !== null && (name.source ?? null) === null;
    this.#cache = isCached ? new CachedRun({ ...cached, store: new CacheStore(store, name.log) }) : null;
  }

  get state(): LoadState {
    return this.#state;
  }

  /** Milliseconds since 1970 at which the last poll ended; null before the first one has. */
  get lastRead(): number | null {
    return this.#lastRead;
  }

  /** Part of the log that was read, while a read is under way that is long enough to show it. */
  get progress(): number | null {
    return this.#progress;
  }

  /** Path of the CSV that the run has or would have. */
  get csvPath(): string {
    return this.#follower.csvPath;
  }

  /** The contract that the run is checked by; null before it was read. */
  get contract(): LoadedContract | null {
    return this.#check.contract;
  }

  /** A contract as it holds for a table of this run's log. */
  forLog(table: LogTable, loaded: LoadedContract): ContractForLog {
    return this.#check.forLog(table, loaded);
  }

  /** The next poll reads the contract again and checks the whole log by it. */
  dropContract(): void {
    this.#check.dropContract();
  }

  /** From the next poll on the log itself is read; true where an earlier session was what was known of it. */
  requireLog(): boolean {
    this.#isReviewed = true;
    const wasCached = this.#cache?.isValid === true;
    this.#cache?.drop();
    return wasCached;
  }

  /** Polls the run; true where something about it is new. */
  async poll(): Promise<boolean> {
    const { log } = this.#deps.name();
    if (!(await this.#deps.tools.places.answers(log))) {
      return this.#failed(noAnswer(log));
    }
    const cached = await this.#cachedSnapshot();
    return cached === null ? this.#pollLog() : this.#takeCached(cached);
  }

  /** Ends once `lastTurn` has: what was found is kept for the next session. */
  async dispose(lastTurn: Promise<unknown>): Promise<void> {
    const { places } = this.#deps.tools;
    const { log } = this.#deps.name();
    const answers = await places.answers(log);
    places.forget(log);
    const ended = this.#follower.dispose();
    if (!answers) {
      // What hangs there is not waited for; what fails there concerns nobody any more.
      ended.catch(() => undefined);
      return;
    }
    await Promise.all([ended, lastTurn]);
    await this.#keepSnapshot();
  }

  get #csvMode(): CsvMode {
    return csvModeOf(this.#deps.name().log, this.#deps.settings().csv);
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
      this.liveness.recall(snapshot, snapshot.planned);
    }
    const life = await this.liveness.life(snapshot, snapshot.outcome);
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
    this.#follower.setWriteCsv(this.#csvMode === "on");
    if (this.#state.kind === "unreadable") {
      this.#check.dropContract();
    }
    const isContractNew = this.#check.contract === null;
    // A long log is checked as it is read.
    await this.#readContract();
    const poll = await readOrReason(() => this.#pollWhole());
    this.#progress = null;
    this.#lastRead = Date.now();
    return typeof poll === "string" ? this.#failed(poll) : this.#take(poll, isContractNew);
  }

  /** A poll; where what is kept of a long log was read by another contract than holds by now, it is read again. */
  async #pollWhole(): Promise<RunPoll> {
    const poll = await this.#follower.poll();
    if (this.#long.holds(poll.table)) {
      return poll;
    }
    const table = await this.#readAgain(() => this.#follower.readAgain());
    // A log that is another one by now is read from its beginning by the next poll.
    return table === null ? this.#follower.poll() : { ...poll, changed: true, table };
  }

  /** Has a long log read again by the contract that holds. */
  async #readAgain(read: () => Promise<LogTable | null>): Promise<LogTable | null> {
    let table: LogTable | null = null;
    try {
      table = await read();
      return table;
    } finally {
      this.#long.wasReadAgain(table !== null);
    }
  }

  /**
   * Has these metrics of a long log kept from now on: where some are not, the log is read once more for all of them.
   * True where that was done.
   */
  async readColumns(metrics: readonly string[]): Promise<boolean> {
    const state = this.#state;
    if (state.kind !== "read" || state.poll.table.stride === undefined) {
      return false;
    }
    const { missing, others } = this.#long.view(metrics, state.poll.table);
    const read = (): Promise<LogTable | null> => this.#follower.readColumns(missing, others);
    const table = missing.length === 0 ? null : await readOrReason(() => this.#readAgain(read));
    this.#progress = null;
    if (table === null || typeof table === "string") {
      return false;
    }
    this.#state = { ...state, poll: { ...state.poll, table } };
    return true;
  }

  /** Takes it that the log could not be read; true where that is new. */
  #failed(message: string): boolean {
    const before = this.#state;
    this.#lastRead ??= Date.now();
    this.#state = afterFailure(before, message);
    return before.kind !== "unreadable" || before.message !== message;
  }

  /** Takes what a poll of the log came to; true where something about the run is new. */
  async #take(poll: RunPoll, isContractNew: boolean): Promise<boolean> {
    if (poll.rebuilt && poll.table.stride === undefined) {
      this.#check.restart();
    }
    this.#noteGrowth(poll);
    const { state, news } = afterPoll(this.#state, poll);
    this.#state = state;
    this.#throttle.note(isContractNew ? "more" : news);
    const contract = await this.#readContract();
    await (this.#isReviewed ? this.liveness.readPlan() : undefined);
    // Of a log that is gone, what was known last is what there is.
    const known = poll.gone
      ? state.snapshot
      : { ...state.snapshot, ...logPart(poll, this.#check.forLog(poll.table, contract).contract) };
    const life = poll.gone ? known.life : await this.liveness.life(known, known.outcome);
    const turned = !sameLife(life, known.life);
    if (!findsTheSame(life, known.life)) {
      this.#throttle.note("more");
    }
    const changed = this.#throttle.isWaiting || turned;
    if (this.#throttle.isDue(Date.now(), this.#isReviewed)) {
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

  #noteGrowth(poll: RunPoll): void {
    if (poll.changed) {
      this.liveness.grew({ ...poll, records: poll.table.records }, isFirstSight(this.#state, poll));
    }
  }

  async #checked(poll: RunPoll, contract: LoadedContract, known: RunSnapshot): Promise<RunSnapshot> {
    const { found, outcome, life } = await this.#check.check(
      { ...poll, textsAt: textsOf(this.#deps.name().log, poll) },
      contract,
    );
    const csv = csvFinding(poll.csv, { path: this.#follower.csvPath, csv: this.#csvMode });
    const all = csv === null ? found : [...found, csv];
    return { ...known, outcome, life, planned: this.liveness.planned, found: all };
  }

  async #readContract(): Promise<LoadedContract> {
    const loaded = await this.#check.readContract((contract) => this.#deps.contractRead(contract));
    this.#long.use(loaded);
    return loaded;
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
    return cacheKeyOf(this.#deps.settings(), this.#check.contract, {
      chosen: this.#deps.name().chosen,
      csvPath,
      folder,
    });
  }
}
