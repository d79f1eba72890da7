import { csvText } from "../convert/csvStream.ts";
import type { CsvKeeper } from "../csv/csvKeeper.ts";
import { isTooWide } from "../csv/csvWidth.ts";
import { LineMarks } from "../parser/lineMarks.ts";
import type { LogEnds } from "../files/logEnds.ts";
import { LogParser } from "../parser/logParser.ts";
import { HoleFilter } from "./holeFilter.ts";
import type { Engine } from "../read/engine.ts";
import { readThrough } from "../read/readThrough.ts";

export interface IntakeOptions {
  readonly engine: Engine;
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
  readonly #holes = new HoleFilter("text");
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

  /** Memory that is free between two looks, and used by all of them in turn: what is read into it holds for a moment. */
  get scratch(): Buffer {
    return this.#options.engine.kernel.input;
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

  async #finishCsv(): Promise<void> {
    const { keys, records, hasIncompleteLine } = this.#parser;
    const { engine, path, escapeFormulas, keeper } = this.#options;
    await keeper.finish({
      keys,
      records,
      bytes: this.#size,
      incompleteRow: () => this.#parser.incompleteRow(),
      csvWithLastLine: hasIncompleteLine
        ? () => csvText(path, { engine, includeIncomplete: true, escapeFormulas })
        : null,
    });
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

  #newParser(expectedBytes: number): LogParser {
    const { engine, escapeFormulas } = this.#options;
    return new LogParser({ kernel: engine.kernel, csv: this.#writes, escapeFormulas, expectedBytes });
  }
}
