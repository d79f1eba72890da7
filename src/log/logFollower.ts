import { closeSync, statSync, type BigIntStats } from "node:fs";
import type { LogTable } from "./columns.ts";
import { csvPathOf, csvText } from "./convertLog.ts";
import { CsvKeeper } from "./csvKeeper.ts";
import type { CsvState } from "./csvState.ts";
import { signatureAt } from "./fileSignature.ts";
import { errorCode, fileError } from "./logError.ts";
import { FollowMemory, type BlobStore } from "./followMemory.ts";
import { headBytes, readBulk } from "./bulkRead.ts";
import { LineMarks } from "./lineMarks.ts";
import type { ReadBlock } from "./logBlock.ts";
import { earlierIdentity, LogEnds, recalledEnds, type LogIdentity } from "./logIdentity.ts";
import { defaultMaxLineBytes, LogParser } from "./logParser.ts";
import type { LogProblems } from "./logProblem.ts";
import { NullGuard } from "./nullGuard.ts";
import { piecesOf } from "./pieces.ts";
import { openLog } from "./openLog.ts";
import { secondThread, type SecondThread } from "./secondThread.ts";
import { ShrinkGuard } from "./shrinkGuard.ts";

export interface FollowOptions {
  /** Whether the CSV is kept; nothing is written otherwise. */
  readonly writeCsv: boolean;
  readonly escapeFormulas?: boolean | undefined;
  /** Where the CSV stands; beside the log where absent. */
  readonly csvPath?: string | undefined;
  readonly state?: BlobStore | undefined;
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

/** A log that was not written to for so many milliseconds is taken to have ended. */
const overAfter = 10 * 60_000;

/** Reads shorter than this report no progress. */
const longRead = 8 * 1024 * 1024;

/**
 * Follows one growing log: each poll reads what is new and brings the CSV up to it.
 *
 * Invariant: after a poll, `#parser` has taken exactly the bytes before `#ends.offset` of the file that `#ends`
 * describes. In any doubt about that the log is read again from its first byte. Polls never overlap.
 */
export class LogFollower {
  readonly csvPath: string;
  readonly #path: string;
  readonly #options: FollowOptions;
  readonly #keeper: CsvKeeper;
  #writeCsv: boolean;
  readonly #nulls = new NullGuard();
  readonly #shrink = new ShrinkGuard();
  readonly #memory: FollowMemory | null;
  #parser: LogParser;
  #marks = new LineMarks();
  /** Whether the parser makes rows: `#writeCsv` as it was when the log was begun. */
  #parserWrites: boolean;
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
    this.#options = options;
    this.csvPath = options.csvPath ?? csvPathOf(path);
    this.#writeCsv = options.writeCsv;
    this.#keeper = new CsvKeeper(this.csvPath);
    this.#memory =
      options.state === undefined
        ? null
        : new FollowMemory(options.state, path, {
            csvPath: this.csvPath,
            escapeFormulas: options.escapeFormulas ?? false,
          });
    this.#parserWrites = options.writeCsv;
    this.#parser = this.#newParser(0);
    this.#last = {
      changed: false,
      rebuilt: false,
      size: 0,
      modified: 0,
      table: this.#parser.table(),
      problems: this.#parser.problems(),
      marks: this.#marks,
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

  /** Ends following: waits for a poll under way and takes away what it would leave. */
  async dispose(): Promise<void> {
    this.#disposed = true;
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
      const waiting = this.#nulls.waiting || (this.#writeCsv && this.#keeper.waiting);
      if (!all && !waiting && this.#stat !== null && sameStat(stat, this.#stat) && !this.#last.gone) {
        await this.#keepSometimes();
        return this.#isOver(stat) ? this.#remember(stat, { changed: true, rebuilt: false }) : this.#unchanged();
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
    this.#parser.restore(state.parser);
    this.#recalled = state.identity;
    if (this.#writeCsv && state.csv !== null) {
      await this.#keeper.restore(state.csv, this.#parser.keys);
    }
  }

  async #keepSometimes(): Promise<void> {
    if (this.#memory?.isDue === true) {
      await this.#keep();
    }
  }

  /** Keeps what is known, if that is new. Where it fails the next session reads the log again, no more. */
  async #keep(): Promise<void> {
    const parser = this.#memory?.isNew === true ? this.#parser.save() : null;
    if (parser === null || this.#ends === null) {
      return;
    }
    try {
      const identity = earlierIdentity(this.#path, this.#ends, this.#ends.offset - parser.pendingBytes);
      const csv = this.#parserWrites ? await this.#keeper.save() : null;
      if (identity !== null && (csv !== null || !this.#parserWrites)) {
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
    return this.#writeCsv !== this.#parserWrites || (this.#writeCsv && (await this.#keeper.needsAll()));
  }

  async #read(all: boolean): Promise<Poll> {
    const { file, stat } = openLog(this.#path);
    try {
      const known = all ? null : this.#knownIn(file, stat);
      if (!all && known === null && this.#shrink.isOldStatus(this.#stat, stat, this.#ends?.offset ?? 0)) {
        return this.#unchanged();
      }
      // Where reading fails half way, the parser has taken bytes that no ends describe.
      this.#ends = null;
      this.#recalled = null;
      if (known === null) {
        await this.#restart(Number(stat.size));
      }
      const ends = known ?? new LogEnds(stat);
      const from = ends.offset;
      this.#nulls.look(from, Date.now() - Number(stat.mtimeMs));
      await this.#take(file, Number(stat.size), ends);
      this.#ends = ends;
      const grew = known === null || ends.offset !== from;
      const changed = grew || this.#stat === null || this.#isOver(stat);
      this.#memory?.grew(grew);
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

  /** The log is read from its first byte. */
  async #restart(expectedBytes: number): Promise<void> {
    this.#parserWrites = this.#writeCsv;
    this.#parser = this.#newParser(expectedBytes);
    this.#marks = new LineMarks();
    if (this.#parserWrites) {
      await this.#keeper.begin();
    }
  }

  /** Reads the new bytes and brings the CSV up to them. */
  async #take(file: number, size: number, ends: LogEnds): Promise<void> {
    const { offset } = ends;
    const thread = secondThread(size - offset);
    if (thread === null) {
      await this.#takePieces(file, [offset, size], ends);
    } else if (await this.#takePieces(file, [offset, offset + headBytes], ends)) {
      await this.#takeBulk(file, [size, thread], ends);
      await this.#takePieces(file, [ends.offset, size], ends);
    }
    if (this.#parserWrites && !this.#disposed) {
      const { keys, records, hasIncompleteLine } = this.#parser;
      await this.#keeper.finish({
        keys,
        records,
        incompleteRow: () => this.#parser.incompleteRow(),
        csvWithLastLine: hasIncompleteLine ? () => this.#csvWithLastLine() : null,
      });
    }
    this.#parser.rest();
  }

  #csvWithLastLine(): AsyncIterable<Uint8Array> {
    return csvText(this.#path, { includeIncomplete: true, escapeFormulas: this.#options.escapeFormulas });
  }

  /** Reads bytes in order; false where some of them are not to be believed yet, or nobody waits for them any more. */
  async #takePieces(file: number, [from, to]: readonly [number, number], ends: LogEnds): Promise<boolean> {
    for await (const piece of piecesOf(file, from, to)) {
      if (this.#disposed) {
        // What a new CSV came to is taken away, and the log is read again another time.
        return false;
      }
      const taken = piece.subarray(0, this.#nulls.take(piece, ends.offset));
      ends.push(taken);
      this.#parser.push(taken);
      await this.#took(ends.offset);
      if (to - from > longRead) {
        this.#options.onProgress?.(ends.offset, to);
      }
      if (taken.length < piece.length) {
        return false;
      }
    }
    return true;
  }

  /** Reads most of a large log, on two threads. */
  async #takeBulk(file: number, [size, thread]: readonly [number, SecondThread], ends: LogEnds): Promise<void> {
    const { escapeFormulas = false } = this.#options;
    const options = { file, csv: this.#parserWrites, escapeFormulas, maxLineBytes: defaultMaxLineBytes } as const;
    const onBlock = async ({ end, tail }: ReadBlock): Promise<boolean> => {
      ends.skipTo(end, tail);
      await this.#took(end);
      this.#options.onProgress?.(end, size);
      return !this.#disposed;
    };
    await readBulk(this.#parser, thread, { ...options, keep: "all", from: ends.offset, size, onBlock });
  }

  /** The parser has taken the log up to an offset. */
  async #took(offset: number): Promise<void> {
    this.#marks.add(this.#parser.lineStart(offset));
    if (this.#parserWrites) {
      await this.#keeper.add(this.#parser.takeRows(), this.#parser.keys);
    }
  }

  #newParser(expectedBytes: number): LogParser {
    const { escapeFormulas = false } = this.#options;
    return new LogParser({ csv: this.#parserWrites, escapeFormulas, expectedBytes });
  }

  /** Whether a line whose newline does not come counts as a problem from now on. */
  #isOver(stat: { readonly mtimeMs: bigint }): boolean {
    const rests = Date.now() - Number(stat.mtimeMs) > overAfter && this.#parser.hasIncompleteLine;
    return rests && this.#last.problems.counts["incomplete-line"] === 0;
  }

  #remember(stat: BigIntStats, what: { readonly changed: boolean; readonly rebuilt: boolean }): Poll {
    this.#last = {
      ...what,
      size: Number(stat.size),
      modified: Number(stat.mtimeMs),
      table: this.#parser.table(),
      problems: this.#parser.problems({ over: Date.now() - Number(stat.mtimeMs) > overAfter }),
      marks: this.#marks,
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

/** The log is not there: deleted, or its folder is. */
const absent: ReadonlySet<string> = new Set(["ENOENT", "ENOTDIR"]);

function sameStat(a: BigIntStats, b: BigIntStats): boolean {
  return a.dev === b.dev && a.ino === b.ino && a.size === b.size && a.mtimeNs === b.mtimeNs && a.ctimeNs === b.ctimeNs;
}
