import { usualMostKeys } from "../records/leftOut.ts";
import { csvText } from "../convert/csvStream.ts";
import type { CsvKeeper } from "../csv/csvKeeper.ts";
import { isTooWide } from "../csv/csvWidth.ts";
import { LineMarks } from "../parser/lineMarks.ts";
import type { LogEnds } from "../files/logEnds.ts";
import { LogParser } from "../parser/logParser.ts";
import { HoleFilter } from "./holeFilter.ts";
import type { LogTable } from "../columns/columns.ts";
import type { Engine } from "../read/engine.ts";
import { Windows, type Windowed } from "../read/windows.ts";
import { readThrough } from "../read/readThrough.ts";

export interface IntakeOptions {
  readonly engine: Engine;
  readonly path: string;
  readonly keeper: CsvKeeper;
  readonly escapeFormulas: boolean;
  /** Values under more keys than this are left out; than the usual number where absent. */
  readonly mostKeys?: number | undefined;
  /** Called now and then during long reads, with bytes. */
  readonly onProgress: (bytesRead: number, size: number) => void;
  /** Who reads a log that is too long to be kept; where absent, all of any log is kept. */
  readonly windows: Windowed | undefined;
}

/** A log as far as it was taken. */
interface Taken {
  readonly file: number;
  readonly to: number;
}

/** Reads shorter than this report no progress. */
const longRead = 8 * 1024 * 1024;

/** Numbers of columns that are read once more and not yet handed on. */
const numbersAtOnce = 2 ** 20;

/**
 * Takes a log's bytes, in order, into records and into its CSV. Invariant: the parser, the line marks and the CSV have
 * had the same bytes, those before the offset of the ends that it was given last.
 */
export class LogIntake {
  readonly #options: IntakeOptions;
  readonly #holes = new HoleFilter("text");
  #parser: LogParser;
  #windows: Windows | null;
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
    this.#windows = this.#newWindows();
  }

  get parser(): LogParser {
    return this.#parser;
  }

  /** Memory that is free between two looks, and used by all of them in turn: what is read into it holds for a moment. */
  get scratch(): Buffer {
    return this.#options.engine.kernel.input;
  }

  /** What was taken, or what is kept of a long log; later records do not change it. */
  table(): LogTable {
    return this.#windows?.end(this.#parser) ?? this.#parser.table();
  }

  /** Whether the log is too long for all of it to be kept. */
  get isLong(): boolean {
    return this.#windows?.isLong === true;
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
    return this.#holes.waiting;
  }

  /** The log will come from its first byte. */
  async restart(expectedBytes: number, writes: boolean): Promise<void> {
    this.#writes = writes;
    this.#parser = this.#newParser(expectedBytes);
    this.#windows = this.#newWindows();
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
    this.#holes.look(offset, age);
    const { engine, escapeFormulas, onProgress } = this.#options;
    await readThrough(file, this.#parser, {
      from: offset,
      size,
      options: { engine, escapeFormulas },
      believe: (piece, at) => this.#holes.take(piece, at),
      onTaken: async (end, taken) => {
        if (taken.kind === "piece") {
          ends.push(taken.bytes);
        } else {
          ends.skipTo(end, taken.block.tail);
        }
        await this.#took(end);
        if (size - offset > longRead) {
          onProgress(end, size);
        }
        // Once nobody waits for the rest, what a new CSV came to is taken away, and the log is read again another time.
        return !this.#ended;
      },
    });
    if (this.#writes && !this.#ended) {
      await this.#finishCsv();
    }
    this.#parser.releaseMemory();
  }

  /** Has a long log read once more from its first byte, window by window. False where nobody waits for it any more. */
  async readAgain(taken: Taken): Promise<boolean> {
    const windows = this.#newWindows();
    const parser = await this.#readOnceMore(taken, "all", (part) => windows?.onRead(part));
    if (parser === null || windows === null) {
      return false;
    }
    windows.end(parser);
    this.#windows = windows;
    return true;
  }

  /**
   * Has a long log read once more for columns of which only the ends were kept; those and `others` are kept from then on.
   * False where nobody waits for it any more.
   */
  async readColumns(taken: Taken, keys: readonly string[], others: ReadonlySet<string>): Promise<boolean> {
    const widening = this.#windows?.widen(keys, others) ?? null;
    const hand = (part: LogParser): void => {
      widening?.take(part.table());
      part.dropNumbers();
    };
    const parser = await this.#readOnceMore(taken, keys, (part) => {
      if (part.numbers > numbersAtOnce) {
        hand(part);
      }
    });
    if (parser === null || widening === null) {
      return false;
    }
    hand(parser);
    widening.keep();
    return true;
  }

  /** Reads the log as far as it was taken, into a parser of its own. Null where nobody waits for it any more. */
  async #readOnceMore(
    { file, to }: Taken,
    keep: "all" | readonly string[],
    onRead: (parser: LogParser) => void,
  ): Promise<LogParser | null> {
    const { engine, onProgress } = this.#options;
    const parser = new LogParser({ kernel: engine.kernel, csv: false, keep, mostKeys: this.#mostKeys });
    const end = await readThrough(file, parser, {
      from: 0,
      size: to,
      options: { engine, keep },
      onTaken: (at) => {
        onRead(parser);
        onProgress(at, to);
        return Promise.resolve(!this.#ended);
      },
    });
    return end < to || this.#ended ? null : parser;
  }

  async #finishCsv(): Promise<void> {
    const { keys, records, hasIncompleteLine } = this.#parser;
    const { engine, path, escapeFormulas, keeper } = this.#options;
    await keeper.finish({
      keys,
      records,
      bytes: this.#size,
      isCut: this.#isCut,
      incompleteRow: () => this.#parser.incompleteRow(),
      csvWithLastLine: hasIncompleteLine
        ? () => csvText(path, { engine, includeIncomplete: true, escapeFormulas })
        : null,
    });
  }

  get #mostKeys(): number {
    return this.#options.mostKeys ?? usualMostKeys;
  }

  /** Whether values are missing in the rows. */
  get #isCut(): boolean {
    return this.#parser.leftOut !== null;
  }

  /** The parser has taken the log up to an offset. */
  async #took(offset: number): Promise<void> {
    this.#marks.add(this.#parser.lineStart(offset));
    this.#windows?.onRead(this.#parser);
    const { keeper } = this.#options;
    if (!this.#writes || keeper.isTooWide) {
      return;
    }
    const { records, keys } = this.#parser;
    if (isTooWide({ records, keys, bytes: this.#size, isCut: this.#isCut })) {
      this.#parser.stopRows();
      await keeper.giveUp();
    } else {
      await keeper.add(this.#parser.takeRows(), keys);
    }
  }

  #newWindows(): Windows | null {
    const { windows } = this.#options;
    return windows === undefined ? null : new Windows(windows);
  }

  #newParser(expectedBytes: number): LogParser {
    const { engine, escapeFormulas } = this.#options;
    return new LogParser({
      kernel: engine.kernel,
      csv: this.#writes,
      escapeFormulas,
      expectedBytes,
      mostKeys: this.#mostKeys,
    });
  }
}
