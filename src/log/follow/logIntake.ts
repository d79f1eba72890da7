import { headBytes, readBulk } from "../parallel/bulkRead.ts";
import { csvText } from "../convert/csvStream.ts";
import type { CsvKeeper } from "../csv/csvKeeper.ts";
import { isTooWide } from "../csv/csvWidth.ts";
import { LineMarks } from "../parser/lineMarks.ts";
import type { ReadBlock } from "../columns/logBlock.ts";
import type { LogEnds } from "../parallel/logIdentity.ts";
import { defaultMaxLineBytes, LogParser } from "../parser/logParser.ts";
import { NullGuard } from "./nullGuard.ts";
import { piecesOf } from "../files/pieces.ts";
import { secondThread, type SecondThread } from "../parallel/secondThread.ts";

export interface IntakeOptions {
  readonly path: string;
  readonly keeper: CsvKeeper;
  readonly escapeFormulas: boolean;
  /** Called now and then during long reads, with bytes. */
  readonly onProgress: (bytesRead: number, size: number) => void;
}

/** Reads shorter than this report no progress. */
const longRead = 8 * 1024 * 1024;

/**
 * Takes a log's bytes, in order, into records and into its CSV. Invariant: the parser, the line marks and the CSV have
 * had the same bytes, those before the offset of the ends that it was given last.
 */
export class LogIntake {
  readonly #options: IntakeOptions;
  readonly #nulls = new NullGuard();
  #parser: LogParser;
  #marks = new LineMarks();
  #writes: boolean;
  #ended = false;
  /** Bytes of the log at the look in hand. */
  #size = 0;

  /** `writes`: whether the CSV gets the rows. */
  constructor(options: IntakeOptions, writes: boolean) {
    this.#options = options;
    this.#writes = writes;
    this.#parser = this.#newParser(0);
  }

  get parser(): LogParser {
    return this.#parser;
  }

  /** Where lines of the log start. */
  get marks(): LineMarks {
    return this.#marks;
  }

  /** Whether the CSV gets the rows: as it was wanted when the log was begun. */
  get writes(): boolean {
    return this.#writes;
  }

  /** Whether bytes wait to be looked at again. */
  get waiting(): boolean {
    return this.#nulls.waiting;
  }

  /** The log will come from its first byte. */
  async restart(expectedBytes: number, writes: boolean): Promise<void> {
    this.#writes = writes;
    this.#parser = this.#newParser(expectedBytes);
    this.#marks = new LineMarks();
    if (writes) {
      await this.#options.keeper.begin();
    }
  }

  /** Nobody waits for the rest of what is being read. */
  end(): void {
    this.#ended = true;
  }

  /** Takes the bytes of an open log from the offset of `ends` up to `size`; `age`: milliseconds since it was written last. */
  async take(
    file: number,
    ends: LogEnds,
    { size, age }: { readonly size: number; readonly age: number },
  ): Promise<void> {
    const { offset } = ends;
    this.#size = size;
    if (this.#options.keeper.isTooWide) {
      this.#parser.stopRows();
    }
    this.#nulls.look(offset, age);
    const thread = secondThread(size - offset);
    if (thread === null) {
      await this.#takePieces(file, [offset, size], ends);
    } else if (await this.#takePieces(file, [offset, offset + headBytes], ends)) {
      await this.#takeBulk(file, [size, thread], ends);
      await this.#takePieces(file, [ends.offset, size], ends);
    }
    if (this.#writes && !this.#ended) {
      await this.#finishCsv();
    }
    this.#parser.releaseMemory();
  }

  async #finishCsv(): Promise<void> {
    const { keys, records, hasIncompleteLine } = this.#parser;
    const { path, escapeFormulas, keeper } = this.#options;
    await keeper.finish({
      keys,
      records,
      bytes: this.#size,
      incompleteRow: () => this.#parser.incompleteRow(),
      csvWithLastLine: hasIncompleteLine ? () => csvText(path, { includeIncomplete: true, escapeFormulas }) : null,
    });
  }

  /** Takes bytes in order; false where some of them are not to be believed yet, or nobody waits for them any more. */
  async #takePieces(file: number, [from, to]: readonly [number, number], ends: LogEnds): Promise<boolean> {
    for await (const piece of piecesOf(file, from, to)) {
      if (this.#ended) {
        // What a new CSV came to is taken away, and the log is read again another time.
        return false;
      }
      const taken = piece.subarray(0, this.#nulls.take(piece, ends.offset));
      ends.push(taken);
      this.#parser.push(taken);
      await this.#took(ends.offset);
      if (to - from > longRead) {
        this.#options.onProgress(ends.offset, to);
      }
      if (taken.length < piece.length) {
        return false;
      }
    }
    return true;
  }

  /** Takes most of a large log, on two threads. */
  async #takeBulk(file: number, [size, thread]: readonly [number, SecondThread], ends: LogEnds): Promise<void> {
    const { escapeFormulas } = this.#options;
    const options = { file, csv: this.#makesRows, escapeFormulas, maxLineBytes: defaultMaxLineBytes } as const;
    const before = this.#makesRows;
    const onBlock = async ({ end, tail }: ReadBlock): Promise<boolean> => {
      ends.skipTo(end, tail);
      await this.#took(end);
      this.#options.onProgress(end, size);
      // Blocks that are asked for with their rows cost too much once nobody wants those.
      return !this.#ended && this.#makesRows === before;
    };
    await readBulk(this.#parser, thread, { ...options, keep: "all", from: ends.offset, size, onBlock });
  }

  /** The parser has taken the log up to an offset. */
  async #took(offset: number): Promise<void> {
    this.#marks.add(this.#parser.lineStart(offset));
    const { keeper } = this.#options;
    if (!this.#writes || keeper.isTooWide) {
      return;
    }
    const { records, keys } = this.#parser;
    if (isTooWide({ records, keys, bytes: this.#size })) {
      this.#parser.stopRows();
      await keeper.giveUp();
    } else {
      await keeper.add(this.#parser.takeRows(), keys);
    }
  }

  get #makesRows(): boolean {
    return this.#writes && !this.#options.keeper.isTooWide;
  }

  #newParser(expectedBytes: number): LogParser {
    return new LogParser({ csv: this.#writes, escapeFormulas: this.#options.escapeFormulas, expectedBytes });
  }
}
