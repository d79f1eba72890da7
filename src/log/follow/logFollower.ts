import { closeSync, statSync, type BigIntStats } from "node:fs";
import type { LogSnapshot } from "./snapshot.ts";
import type { LogTable } from "../columns/columns.ts";
import { csvPathOf } from "../csv/csvPath.ts";
import { CsvKeeper } from "../csv/csvKeeper.ts";
import type { CsvState } from "../csv/csvState.ts";
import { sameSignature, signatureAt, signatureFrom, signatureText } from "../files/fileSignature.ts";
import { errorCode } from "../files/errorCode.ts";
import { fileError } from "../files/logError.ts";
import { FollowMemory, type BlobStore } from "./followMemory.ts";
import { earlierIdentity, LogEnds, recalledEnds, type LogIdentity } from "../files/logEnds.ts";
import type { LineMarks } from "../parser/lineMarks.ts";
import { LogIntake } from "./logIntake.ts";
import type { Engine } from "../read/engine.ts";
import type { LogProblems } from "../records/logProblem.ts";
import { openLog } from "../files/openLog.ts";
import { TruncationCheck } from "./truncationCheck.ts";

export interface FollowOptions {
  /** What the log is read with. */
  readonly engine: Engine;
  /** Whether the CSV is kept; nothing is written otherwise. */
  readonly writeCsv: boolean;
  readonly escapeFormulas?: boolean | undefined;
  /** Where the CSV stands; beside the log where absent. */
  readonly csvPath?: string | undefined;
  readonly state?: BlobStore | undefined;
  /** Whether a log that was not written to for so many milliseconds is taken to have ended; after ten minutes where absent. */
  readonly isOver?: ((silence: number) => boolean) | undefined;
  /** Called now and then during long reads, with bytes. */
  readonly onProgress?: ((bytesRead: number, size: number) => void) | undefined;
}

/** What one look at the log came to. */
export interface Poll {
  /** Whether the records or problems may differ from those of the poll before. */
  readonly changed: boolean;
  /** Whether the log was read from its first byte, because it is another one now. */
  readonly rebuilt: boolean;
  /** Size of the log in bytes. */
  readonly size: number;
  /** When the log was written last, in milliseconds since 1970. */
  readonly modified: number;
  readonly table: LogTable;
  readonly problems: LogProblems;
  /** Where lines of the log start, for whoever reads one of them again. */
  readonly marks: LineMarks;
  readonly csv: CsvState;
  /** Whether there is no log any more; the rest is what was known last. */
  readonly gone: boolean;
}

/** A log that was not written to for so many milliseconds is taken to have ended, where the caller does not say. */
const overAfter = 10 * 60_000;

/**
 * Follows one growing log: each poll reads what is new and brings the CSV up to it.
 *
 * Invariant: after a poll, `#intake` has taken exactly the bytes before `#ends.offset` of the file that `#ends`
 * describes. In any doubt about that the log is read again from its first byte. Polls never overlap.
 */
export class LogFollower {
  readonly csvPath: string;
  readonly #path: string;
  readonly #keeper: CsvKeeper;
  readonly #intake: LogIntake;
  readonly #isOver: (silence: number) => boolean;
  #writeCsv: boolean;
  readonly #truncation = new TruncationCheck();
  readonly #memory: FollowMemory | null;
  #ends: LogEnds | null = null;
  /** What another session knew, until the log was seen. */
  #recalled: LogIdentity | null = null;
  #stat: BigIntStats | null = null;
  #last: Poll;
  #queue: Promise<unknown> = Promise.resolve();
  #disposed = false;
  /** Whether something stands in the CSV's place, while none is written. */
  #csvThere = true;

  constructor(path: string, options: FollowOptions) {
    this.#path = path;
    this.csvPath = options.csvPath ?? csvPathOf(path);
    this.#writeCsv = options.writeCsv;
    this.#isOver = options.isOver ?? ((silence) => silence > overAfter);
    this.#keeper = new CsvKeeper(this.csvPath, options.engine.chunks);
    const { engine, escapeFormulas = false, onProgress = () => undefined } = options;
    this.#intake = new LogIntake({ engine, path, keeper: this.#keeper, escapeFormulas, onProgress }, options.writeCsv);
    this.#memory =
      options.state === undefined
        ? null
        : new FollowMemory(options.state, path, {
            csvPath: this.csvPath,
            escapeFormulas,
          });
    this.#last = {
      changed: false,
      rebuilt: false,
      size: 0,
      modified: 0,
      table: this.#intake.parser.table(),
      problems: this.#intake.parser.problems(),
      marks: this.#intake.marks,
      csv: this.#csvState(),
      gone: false,
    };
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
    const next = this.#queue.then(() => this.#poll());
    this.#queue = next.catch(() => undefined);
    return next;
  }

  /** The log and its CSV as files, where all that is known of them was kept and nothing waits; null otherwise. */
  snapshot(): LogSnapshot | null {
    const csv = this.#writeCsv ? this.#keeper.settledOn : null;
    const kept = this.#memory?.isNew === false && !this.#last.gone && !this.#intake.waiting;
    const read = this.#ends?.offset === Number(this.#stat?.size ?? -1);
    const whole = !this.#intake.parser.hasIncompleteLine || this.#last.problems.counts["incomplete-line"] > 0;
    return csv === null || this.#ends === null || this.#stat === null || !kept || !read || !whole
      ? null
      : {
          identity: this.#ends.identity(),
          log: signatureText(signatureFrom(this.#stat)),
          csv: signatureText(csv),
        };
  }

  /** Ends following: waits for a poll under way and takes away what it would leave. */
  async dispose(): Promise<void> {
    this.#disposed = true;
    this.#intake.end();
    await this.#queue;
    await this.#keep();
    await this.#keeper.dispose();
  }

  async #poll(): Promise<Poll> {
    if (this.#disposed) {
      return this.#unchanged();
    }
    try {
      const stat = statSync(this.#path, { bigint: true });
      await this.#recall();
      const all = await this.#needsAll();
      const waiting = this.#intake.waiting || (this.#writeCsv && this.#keeper.waiting);
      if (
        !all &&
        !waiting &&
        this.#stat !== null &&
        sameSignature(signatureFrom(stat), signatureFrom(this.#stat)) &&
        !this.#last.gone
      ) {
        await this.#keepSometimes();
        return this.#endsNow(stat) ? this.#remember(stat, { changed: true, rebuilt: false }) : this.#unchanged();
      }
      return await this.#read(all);
    } catch (error) {
      if (absent.has(errorCode(error) ?? "")) {
        return this.#gone();
      }
      this.#stat = null;
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
    this.#recalled = state.identity;
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
    const parser = this.#memory?.isNew === true ? this.#intake.parser.save() : null;
    if (parser === null || this.#ends === null) {
      return;
    }
    try {
      const identity = earlierIdentity(this.#path, this.#ends, this.#ends.offset - parser.pendingBytes);
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

  async #read(all: boolean): Promise<Poll> {
    const { file, stat } = openLog(this.#path);
    try {
      const known = all ? null : this.#knownIn(file, stat);
      if (!all && known === null && this.#truncation.isOldStatus(this.#stat, stat, this.#ends?.offset ?? 0)) {
        return this.#unchanged();
      }
      // Where reading fails half way, the parser has taken bytes that no ends describe.
      this.#ends = null;
      this.#recalled = null;
      if (known === null) {
        await this.#intake.restart(Number(stat.size), this.#writeCsv);
      }
      const ends = known ?? new LogEnds(stat);
      const from = ends.offset;
      await this.#intake.take(file, ends, { size: Number(stat.size), age: silenceOf(stat) });
      this.#ends = ends;
      const grew = known === null || ends.offset !== from;
      const changed = grew || this.#stat === null || this.#endsNow(stat);
      this.#memory?.noteRead(grew);
      this.#stat = stat;
      return this.#remember(stat, { changed, rebuilt: known === null });
    } finally {
      closeSync(file);
    }
  }

  /** What was read of an open log, or null where it is another one now. */
  #knownIn(file: number, stat: BigIntStats): LogEnds | null {
    if (this.#recalled !== null) {
      return recalledEnds(file, stat, this.#recalled);
    }
    return this.#ends?.standIn(file, stat) === true ? this.#ends : null;
  }

  /** Whether a line whose newline does not come counts as a problem from now on. */
  #endsNow(stat: BigIntStats): boolean {
    const isOver = this.#intake.parser.hasIncompleteLine && this.#isOver(silenceOf(stat));
    return isOver && this.#last.problems.counts["incomplete-line"] === 0;
  }

  #remember(stat: BigIntStats, what: { readonly changed: boolean; readonly rebuilt: boolean }): Poll {
    this.#last = {
      ...what,
      size: Number(stat.size),
      modified: Number(stat.mtimeMs),
      table: this.#intake.parser.table(),
      problems: this.#intake.parser.problems({ over: this.#isOver(silenceOf(stat)) }),
      marks: this.#intake.marks,
      csv: this.#csvState(),
      gone: false,
    };
    return this.#last;
  }

  #unchanged(): Poll {
    this.#last = { ...this.#last, changed: false, rebuilt: false, csv: this.#csvState() };
    return this.#last;
  }

  #gone(): Poll {
    this.#stat = null;
    this.#last = { ...this.#last, changed: !this.#last.gone, rebuilt: false, gone: true };
    return this.#last;
  }

  #csvState(): CsvState {
    return this.#writeCsv ? this.#keeper.state : { state: this.#csvThere ? "off" : "missing", message: null };
  }
}

/** Milliseconds since a log was written last. */
function silenceOf({ mtimeMs }: BigIntStats): number {
  return Date.now() - Number(mtimeMs);
}

/** The log is not there: deleted, or its folder is. */
const absent: ReadonlySet<string> = new Set(["ENOENT", "ENOTDIR"]);
