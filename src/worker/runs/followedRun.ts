import type { Contract } from "../../contract/model/contract.ts";
import type { Finding } from "../../contract/model/finding.ts";
import { applySeverities, silencedIn } from "../../contract/model/severities.ts";
import type { LogTable } from "../../log/columns/columns.ts";
import { RunFolder } from "../../run/runFolder.ts";
import type { ConvertResult } from "../../log/convert/convertLog.ts";
import type { CsvComparison } from "../../log/convert/csvComparison.ts";
import { LogError } from "../../log/files/logError.ts";
import { LogFollower, type Poll } from "../../log/follow/logFollower.ts";
import type { LiveMark } from "../../run/liveMark.ts";
import { reviewRun, type ReviewedRun } from "../../review/reviewRun.ts";
import type { LogFacts } from "../../run/runPace.ts";
import { BlobFolder } from "./blobFolder.ts";
import type { Contracts, LoadedContract } from "../../run/contracts.ts";
import { csvFinding } from "./csvFinding.ts";
import { LastLookStore } from "./lastLook.ts";
import { Liveness } from "./liveness.ts";
import type { ConvertChoices, RunName, RunStatus, WorkerSettings } from "../../protocol/worker.ts";
import type { Polled } from "../pollSchedule.ts";
import { RunCheck } from "./runCheck.ts";
import { compareFiles, makeCsv, type RunFiles } from "./runCsv.ts";
import { logFacts, noFacts, type RunFacts } from "./runFacts.ts";
import { unreadableFinding } from "./runFindings.ts";
import { RunRest } from "./runRest.ts";

/** A log that stands still is looked at less and less often, down to every this many intervals. */
const slowest = 10;

/** A log that grows all the time is checked at most this often, in milliseconds: most looks find what the last one did. */
const checkEvery = 2_000;

/** Who is told what one run came to. */
export interface RunListener {
  /** The run's status changed, or a look at it ended with nothing new. */
  looked(run: FollowedRun, changed: boolean): void;
  contractRead(loaded: LoadedContract): void;
  failed(error: unknown): void;
}

export interface RunSurroundings {
  /** The settings as they are now. */
  settings(): WorkerSettings;
  readonly contracts: Contracts;
  readonly listener: RunListener;
}

/**
 * One run: its log as far as it was read, and what the contract says of it. Invariant: looks and conversions of a run
 * take turns, so that no two of them write its CSV at once.
 */
export class FollowedRun implements Polled {
  readonly name: RunName;
  readonly #around: RunSurroundings;
  readonly #follower: LogFollower;
  readonly #check: RunCheck;
  #poll: Poll | null = null;
  /** What the last look came to; null before the first one has ended. */
  #facts: RunFacts | null = null;
  /** Whether something is new that was not checked yet, and when the last check was, in milliseconds since 1970. */
  #unchecked = false;
  #checked = 0;
  /** Those that are kept for the next session. */
  #kept: RunFacts | null = null;
  /** Null where nothing is kept from session to session. */
  readonly #rest: RunRest | null;
  /** Why the log could not be read at the last look, or null. */
  #unreadable: string | null = null;
  #lastRead: number | null = null;
  readonly #growth: Liveness;
  /** Whether anyone reads the run's review, which says how long the run will go on. */
  #isReviewed = false;
  /** As it was told last; null before the first look has ended. */
  #mark: LiveMark | null = null;
  #progress: number | null = null;
  #turn: Promise<unknown> = Promise.resolve();
  /** Done when all that asked for the run to be read have it. */
  #roused: Promise<void> = Promise.resolve();

  constructor(name: RunName, around: RunSurroundings) {
    this.name = name;
    this.#around = around;
    const folder = new RunFolder(name.log);
    this.#check = new RunCheck(name.log, { contracts: around.contracts, folder });
    this.#growth = new Liveness(folder);
    const { csv, escapeFormulas, storage } = around.settings();
    const store = storage === null ? null : new BlobFolder(storage);
    this.#follower = new LogFollower(name.log, {
      writeCsv: csv === "on",
      escapeFormulas,
      csvPath: name.csv ?? undefined,
      state: store ?? undefined,
      onProgress: (read, size) => this.#showProgress(read, size),
    });
    this.#rest =
      store === null
        ? null
        : new RunRest({
            paths: { log: name.log, csv: this.#follower.csvPath },
            store: new LastLookStore(store, name.log),
            circumstances: () => this.#circumstances(),
          });
  }

  /** True while a read long enough to show its progress is under way. */
  get reading(): boolean {
    return this.#progress !== null;
  }

  /** The next look reads the contract again and checks the whole log by it. */
  dropContract(): void {
    this.#check.dropContract();
  }

  /** Reads a run that was known from an earlier session alone, because somebody looks at it. */
  rouse(): Promise<void> {
    this.#isReviewed = true;
    const rested = this.#rest?.isResting === true;
    this.#rest?.end();
    this.#roused = Promise.all([this.#roused, this.#growth.askPlan(), rested ? this.poll() : null]).then(
      () => undefined,
    );
    return this.#roused;
  }

  async poll(): Promise<void> {
    try {
      const changed = await this.#inTurn(() => this.#look());
      this.#around.listener.looked(this, changed);
    } catch (error) {
      this.#around.listener.failed(error);
    }
  }

  /**
   * Makes the CSV because a person asked for it.
   * @throws {LogError} where the log cannot be read or the CSV cannot be written.
   */
  convert(request: ConvertChoices): Promise<ConvertResult> {
    return this.#inTurn(() => makeCsv(this.#files(), request, this.#around.contracts));
  }

  /** The log as far as it was read; null before the first look has ended. */
  table(): LogTable | null {
    return this.#poll?.table ?? null;
  }

  /** The CSV that is there beside what the log gives. @throws {LogError} where one of them cannot be read. */
  compareCsv(): Promise<CsvComparison> {
    return this.#inTurn(() => compareFiles(this.#files()));
  }

  delay(): number {
    const { pollInterval } = this.#around.settings();
    const idle = Date.now() - (this.#growth.last ?? 0);
    return Math.min(Math.max(pollInterval, idle / 20), pollInterval * slowest);
  }

  pause(): number {
    return this.#around.settings().pollInterval / 4;
  }

  status(): RunStatus {
    const gone = this.#poll?.gone ?? false;
    const { clock, value } = this.#facts?.position ?? { clock: "record", value: null };
    return {
      log: this.name.log,
      records: this.#facts?.records ?? 0,
      clock,
      last: value,
      findings: this.#findings(),
      lastRead: this.#lastRead,
      progress: this.#progress,
      csvPath: this.#follower.csvPath,
      gone,
      mark: gone ? null : this.#mark,
      lastGrowth: this.#growth.last,
    };
  }

  /** What was read so far and the contract that it is read by; null before the first look has ended. */
  source(): { readonly table: LogTable; readonly contract: Contract } | null {
    const { contract } = this.#check;
    return this.#poll === null || contract === null ? null : { table: this.#poll.table, contract: contract.contract };
  }

  /** The analysis of what was read so far; null before the first look has ended. */
  review(): (ReviewedRun & { readonly lastRead: number; readonly facts: LogFacts }) | null {
    const [source, poll, lastRead] = [this.source(), this.#poll, this.#lastRead];
    if (source === null || poll === null || lastRead === null) {
      return null;
    }
    const { run, label: log } = this.name;
    const growing = this.#mark !== "ended";
    const reviewed = reviewRun({ run, log, ...source, findings: this.#findings(), growing });
    return { ...reviewed, lastRead, facts: this.#growth.facts(poll, source.contract, reviewed) };
  }

  async dispose(): Promise<void> {
    await Promise.all([this.#follower.dispose(), this.#turn]);
    await this.#keepFacts();
  }

  #findings(): readonly Finding[] {
    const { severities, silenced } = this.#around.settings();
    const ofContract = this.#check.contract?.contract.severities ?? {};
    return applySeverities(this.#facts?.found ?? [], ofContract, severities, silencedIn(this.name.run, silenced));
  }

  #files(): RunFiles {
    return {
      log: this.name.log,
      csvPath: this.#follower.csvPath,
      escapeFormulas: this.#around.settings().escapeFormulas,
    };
  }

  #inTurn<Result>(act: () => Promise<Result>): Promise<Result> {
    const turn = this.#turn.then(act);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  /** Looks at the run; true where something about it is new. */
  async #look(): Promise<boolean> {
    const facts = await this.#restingFacts();
    return facts === null ? this.#lookAtLog() : this.#lookAtRest(facts);
  }

  /** What an earlier session found, where all of that still holds. */
  async #restingFacts(): Promise<RunFacts | null> {
    const rest = this.#rest;
    const facts = (await rest?.recall()) ?? null;
    if (rest === null || facts === null) {
      return null;
    }
    if (this.#check.contract === null || this.#around.settings().csv !== "on") {
      await this.#readContract();
      await rest.judge();
    }
    if ((await this.#growth.hasStopped(facts)) !== facts.stopped) {
      rest.end();
    }
    return rest.isResting ? facts : null;
  }

  async #lookAtRest(facts: RunFacts): Promise<boolean> {
    if (this.#facts === null) {
      this.#growth.grew({ ...facts, rebuilt: false }, true);
    }
    const changed = facts !== this.#facts;
    this.#facts = facts;
    this.#lastRead = Date.now();
    return (await this.#turnMark()) || changed;
  }

  async #lookAtLog(): Promise<boolean> {
    const unreadable = this.#unreadable;
    this.#follower.setWriteCsv(this.#around.settings().csv === "on");
    const poll = await this.#readPoll();
    this.#progress = null;
    this.#lastRead = Date.now();
    return poll === null ? this.#unreadable !== unreadable : this.#take(poll);
  }

  /** Takes what a look at the log came to; true where something about the run is new. */
  async #take(poll: Poll): Promise<boolean> {
    const news = this.#note(poll);
    const contract = await this.#readContract();
    // Of a log that is gone, what was known last is what there is.
    const facts = { ...(this.#facts ?? noFacts), ...(poll.gone ? null : logFacts(poll, contract.contract)) };
    const stopped = !poll.gone && (await this.#growth.hasStopped(facts));
    await (this.#isReviewed ? this.#growth.askPlan() : undefined);
    this.#unchecked ||= news !== "nothing" || stopped !== facts.stopped;
    if (!this.#unchecked) {
      await this.#keepFacts();
      return this.#turnMark();
    }
    this.#facts = facts;
    if (news !== "growth" || Date.now() >= this.#checked + checkEvery) {
      const found = poll.gone ? [] : await this.#findingsIn(poll, contract, stopped);
      this.#facts = { ...facts, stopped, found };
      this.#unchecked = false;
      this.#checked = Date.now();
    }
    await this.#turnMark();
    return true;
  }

  /** The look at the log itself; null where it cannot be read, which the run's findings then say. */
  async #readPoll(): Promise<Poll | null> {
    try {
      const poll = await this.#follower.poll();
      if (this.#unreadable !== null) {
        this.#unreadable = null;
        this.#check.dropContract();
      }
      return poll;
    } catch (error) {
      if (!(error instanceof LogError)) {
        throw error;
      }
      this.#unreadable = error.message;
      this.#facts = { ...(this.#facts ?? noFacts), found: [unreadableFinding(error.message)] };
      return null;
    }
  }

  /** Notes what a look came to; says what about it is new. */
  #note(poll: Poll): "nothing" | "growth" | "more" {
    const before = this.#poll;
    if (poll.changed) {
      const isFirst = before === null && (this.#facts ?? poll).modified === poll.modified;
      this.#growth.grew({ ...poll, records: poll.table.records }, isFirst);
    }
    this.#poll = poll;
    if (before === null || this.#check.contract === null || poll.rebuilt || poll.gone !== before.gone) {
      return "more";
    }
    const csvChanged = poll.csv.state !== before.csv.state || poll.csv.message !== before.csv.message;
    return csvChanged ? "more" : poll.changed ? "growth" : "nothing";
  }

  /** Time alone turns a mark: every look asks anew, whether the log changed or not. True where it is another one now. */
  async #turnMark(): Promise<boolean> {
    const mark = await this.#growth.mark(this.#facts ?? noFacts);
    const turned = mark !== this.#mark;
    this.#mark = mark;
    return turned;
  }

  async #findingsIn(poll: Poll, contract: LoadedContract, stopped: boolean): Promise<readonly Finding[]> {
    const found = await this.#check.findings(poll, contract, stopped);
    const csv = csvFinding(poll.csv, { path: this.#follower.csvPath, csv: this.#around.settings().csv });
    return csv === null ? found : [...found, csv];
  }

  #readContract(): Promise<LoadedContract> {
    return this.#check.readContract((contract) => this.#around.listener.contractRead(contract));
  }

  /** Keeps what was found for the next session, once the run rests. */
  async #keepFacts(): Promise<void> {
    const [poll, contract] = [this.#poll, this.#check.contract];
    const files = this.#facts === this.#kept || this.#unreadable !== null ? null : this.#follower.atRest();
    if (this.#rest === null || this.#facts === null || poll === null || contract === null || files === null) {
      return;
    }
    // What stands beside the log may have changed since the last check, or while it went on.
    const circumstances = await this.#circumstances();
    this.#check.forgetFolder();
    const stopped = await this.#growth.hasStopped(this.#facts);
    const facts = { ...this.#facts, stopped, found: await this.#findingsIn(poll, contract, stopped) };
    if ((await this.#circumstances()) === circumstances) {
      this.#facts = facts;
      this.#kept = facts;
      this.#unchecked = false;
      await this.#rest.keep({ circumstances, rest: files, facts });
    }
  }

  async #circumstances(): Promise<string> {
    const { csv, escapeFormulas } = this.#around.settings();
    return JSON.stringify([csv, escapeFormulas, this.#follower.csvPath, await this.#check.circumstances()]);
  }

  #showProgress(read: number, size: number): void {
    this.#progress = size === 0 ? null : read / size;
    this.#around.listener.looked(this, false);
  }
}
