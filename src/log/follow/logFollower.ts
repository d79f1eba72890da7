import { closeSync, statSync, type BigIntStats } from "node:fs";
import type { LogSnapshot } from "./snapshot.ts";
import { csvPathOf } from "../csv/csvPath.ts";
import { CsvKeeper } from "../csv/csvKeeper.ts";
import type { CsvState } from "../csv/csvState.ts";
import { signatureAt, signatureFrom, signatureText } from "../files/fileSignature.ts";
import { errorCode } from "../files/errorCode.ts";
import { fileError } from "../files/logError.ts";
import { earlierIdentity, LogEnds, recalledEnds } from "../files/logEnds.ts";
import { openLog } from "../files/regularFile.ts";
import { FollowMemory } from "./followMemory.ts";
import { afterFailure, afterRead, endsOf, isUntouched, statOf, type FollowState } from "./followState.ts";
import type { LogTable } from "../columns/columns.ts";
import { Turns } from "../../turns.ts";
import { LogIntake } from "./logIntake.ts";
import type { FollowOptions, Poll } from "./poll.ts";
import { PollResults, silenceOf } from "./pollResults.ts";
import { TruncationCheck } from "./truncationCheck.ts";

/** A log that was not written to for so many milliseconds is taken to have ended, where the caller does not say. */
const overAfter = 10 * 60_000;

/**
 * Follows one growing log: each poll reads what is new and brings the CSV up to it.
 *
 * Invariant: after a poll, `#intake` has taken exactly the bytes before the ends that `#state` holds, of the file that they
 * describe. In any doubt about that the log is read again from its first byte. Polls never overlap.
 */
export class LogFollower {
  readonly csvPath: string;
  readonly #path: string;
  readonly #keeper: CsvKeeper;
  readonly #intake: LogIntake;
  #writeCsv: boolean;
  readonly #truncation = new TruncationCheck();
  readonly #memory: FollowMemory | null;
  #state: FollowState = { kind: "unread", recalled: null };
  readonly #results: PollResults;
  readonly #turns = new Turns();
  #disposed = false;
  /** Whether something stands in the CSV's place, while none is written. */
  #csvThere = true;

  constructor(path: string, options: FollowOptions) {
    this.#path = path;
    this.csvPath = options.csvPath ?? csvPathOf(path);
    this.#writeCsv = options.writeCsv;
    this.#keeper = new CsvKeeper(this.csvPath, options.engine.chunks);
    const { engine, escapeFormulas = false, onProgress = () => undefined, windows, mostKeys } = options;
    const intake = { engine, path, keeper: this.#keeper, escapeFormulas, onProgress, windows, mostKeys };
    this.#intake = new LogIntake(intake, options.writeCsv);
    this.#memory =
      options.state === undefined
        ? null
        : new FollowMemory(options.state, path, {
            csvPath: this.csvPath,
            escapeFormulas,
          });
    this.#results = new PollResults({
      intake: this.#intake,
      csv: () => this.#csvState(),
      isOver: options.isOver ?? ((silence) => silence > overAfter),
    });
  }

  /** Turns the writing of the CSV on or off from the next poll on. */
  setWriteCsv(writeCsv: boolean): void {
    this.#writeCsv = writeCsv;
  }

  /**
   * Looks at the log once. A poll that is asked for while another one runs starts after it.
   * @throws {LogError} where the log is there but cannot be read; the next poll tries again.
   */
  poll(): Promise<Poll> {
    return this.#turns.take(() => this.#poll());
  }

  /**
   * Has a long log read again as far as it was read, window by window; returns what is kept of it then. Null where that
   * did not come to an end, or the log is another one now.
   * @throws {LogError} where the log cannot be read.
   */
  readAgain(): Promise<LogTable | null> {
    return this.#turns.take(() => this.#readOnceMore((file, to) => this.#intake.readAgain({ file, to })));
  }

  /**
   * Has a long log read again for columns of which only the ends are kept; those, and `others`, are kept from then on. Returns what
   * is kept then, or null as `readAgain` does.
   * @throws {LogError} where the log cannot be read.
   */
  readColumns(keys: readonly string[], others: ReadonlySet<string>): Promise<LogTable | null> {
    return this.#turns.take(() =>
      this.#readOnceMore((file, to) => this.#intake.readColumns({ file, to }, keys, others)),
    );
  }

  /** The log and its CSV as files, where all that is known of them was kept and nothing waits; null otherwise. */
  snapshot(): LogSnapshot | null {
    const csv = this.#writeCsv ? this.#keeper.settledOn : null;
    const { gone, problems } = this.#results.last;
    const kept = this.#memory?.isNew === false && !gone && !this.#intake.waiting;
    const whole = !this.#intake.parser.hasIncompleteLine || problems.counts["incomplete-line"] > 0;
    if (csv === null || this.#state.kind !== "seen" || !kept || !whole) {
      return null;
    }
    const { ends, stat } = this.#state;
    return ends.offset !== Number(stat.size)
      ? null
      : { identity: ends.identity(), log: signatureText(signatureFrom(stat)), csv: signatureText(csv) };
  }

  /** Ends following: waits for a poll under way and takes away what it would leave. */
  async dispose(): Promise<void> {
    this.#disposed = true;
    this.#intake.end();
    await this.#turns.ended();
    await this.#keep();
    await this.#keeper.dispose();
  }

  async #readOnceMore(read: (file: number, to: number) => Promise<boolean>): Promise<LogTable | null> {
    const ends = endsOf(this.#state);
    if (this.#disposed || ends === null || !this.#intake.isLong) {
      return null;
    }
    try {
      const { file, stat } = openLog(this.#path);
      try {
        if (!ends.standIn(file, stat) || !(await read(file, ends.offset))) {
          return null;
        }
      } finally {
        closeSync(file);
      }
    } catch (error) {
      throw fileError(error, this.#path, "read");
    }
    return this.#results.tableNow();
  }

  async #poll(): Promise<Poll> {
    if (this.#disposed) {
      return this.#results.unchanged();
    }
    try {
      const stat = statSync(this.#path, { bigint: true });
      await this.#recall();
      const all = await this.#needsAll();
      const waiting = this.#intake.waiting || (this.#writeCsv && this.#keeper.waiting);
      if (!all && !waiting && isUntouched(this.#state, stat)) {
        await this.#keepSometimes();
        return this.#results.endsNow(stat)
          ? this.#results.seen(stat, { changed: true, rebuilt: false })
          : this.#results.unchanged();
      }
      return await this.#read(all, stat);
    } catch (error) {
      this.#state = afterFailure(this.#state);
      if (absent.has(errorCode(error) ?? "")) {
        return this.#results.gone();
      }
      throw fileError(error, this.#path, "read");
    }
  }

  /** At the first look: what was known when the program ended; whether it fits the log is seen when that is read. */
  async #recall(): Promise<void> {
    const state = (await this.#memory?.recall()) ?? null;
    if (state === null) {
      return;
    }
    this.#intake.parser.restore(state.parser);
    this.#state = { kind: "unread", recalled: state.identity };
    if (this.#writeCsv && state.csv !== null) {
      await this.#keeper.restore(state.csv, this.#intake.parser.keys);
    }
  }

  async #keepSometimes(): Promise<void> {
    if (this.#memory?.isDue === true) {
      await this.#keep();
    }
  }

  /** Keeps what is known, if that is new. Where it fails the next session reads the log again, no more. */
  async #keep(): Promise<void> {
    if (this.#intake.isLong) {
      this.#memory?.forgo();
      return;
    }
    const parser = this.#memory?.isNew === true ? this.#intake.parser.save() : null;
    const ends = endsOf(this.#state);
    if (parser === null || ends === null) {
      return;
    }
    try {
      const identity = earlierIdentity(this.#path, ends, ends.offset - parser.pendingBytes);
      const csv = this.#intake.writes ? await this.#keeper.save() : null;
      if (identity !== null && (csv !== null || !this.#intake.writes)) {
        await this.#memory?.keep({ identity, parser, csv });
      }
    } catch {
      // Whatever was wrong with the log, the CSV or the store, a poll will meet it and say so.
    }
  }

  async #needsAll(): Promise<boolean> {
    if (!this.#writeCsv) {
      this.#csvThere = signatureAt(this.csvPath) !== null;
    }
    return this.#writeCsv !== this.#intake.writes || (this.#writeCsv && (await this.#keeper.needsAll()));
  }

  async #read(all: boolean, seen: BigIntStats): Promise<Poll> {
    const { file, stat } = openLog(this.#path, seen);
    try {
      const known = all ? null : this.#knownIn(file, stat);
      const [before, read] = [statOf(this.#state), endsOf(this.#state)?.offset ?? 0];
      if (!all && known === null && this.#truncation.isOldStatus(before, stat, read)) {
        return this.#results.unchanged();
      }
      this.#state = { kind: "torn" };
      if (known === null) {
        await this.#intake.restart(Number(stat.size), this.#writeCsv);
      }
      const ends = known ?? new LogEnds(stat);
      const from = ends.offset;
      await this.#intake.take(file, ends, { size: Number(stat.size), age: silenceOf(stat) });
      this.#state = afterRead(ends, stat);
      const grew = known === null || ends.offset !== from;
      const changed = grew || before === null || this.#results.endsNow(stat);
      this.#memory?.noteRead(grew);
      return this.#results.seen(stat, { changed, rebuilt: known === null });
    } finally {
      closeSync(file);
    }
  }

  /** What was read of an open log, or null where it is another one now. */
  #knownIn(file: number, stat: BigIntStats): LogEnds | null {
    const state = this.#state;
    if (state.kind === "unread") {
      return state.recalled === null ? null : recalledEnds(file, stat, state.recalled);
    }
    const ends = endsOf(state);
    return ends?.standIn(file, stat, this.#intake.scratch) === true ? ends : null;
  }

  #csvState(): CsvState {
    return this.#writeCsv ? this.#keeper.state : { state: this.#csvThere ? "off" : "missing", message: null };
  }
}

/** The log is not there: deleted, or its folder is. */
const absent: ReadonlySet<string> = new Set(["ENOENT", "ENOTDIR"]);
