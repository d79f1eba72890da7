import type { LogTable } from "../columns/columns.ts";
import { ThinnedTable, type KeptColumns } from "../columns/thinnedTable.ts";
import type { LogParser } from "../parser/logParser.ts";

/** Every value of a log is kept up to so many records and so many numbers; of a longer one, what a `ThinnedTable` keeps. */
const mostRecords = 2 ** 20;
const mostNumbers = 2 ** 24;
/** A column of a longer log is kept as no more values than this. */
const mostStretches = 2 ** 17;
/** Records, and numbers, of each window after the first one. */
const windowRecords = 2 ** 17;
const windowNumbers = 2 ** 21;

/** Whoever reads a log that is too long to be kept, in the order of its records. */
export interface WindowReader {
  /** Before the first window, which `first` holds: which columns are kept. */
  begin(first: LogTable): KeptColumns;
  /** The next records: `window` holds the numbers of those alone, and holds them only during the call. */
  read(window: LogTable): void;
}

/** The limits of a reading; tests have smaller ones. */
export interface WindowLimits {
  readonly records: number;
  readonly numbers: number;
  readonly windowRecords: number;
  readonly windowNumbers: number;
  readonly stretches: number;
}

export const usualLimits: WindowLimits = {
  ...{ records: mostRecords, numbers: mostNumbers, windowRecords, windowNumbers },
  stretches: mostStretches,
};

/** Takes records out of a parser as there get to be many, and hands them on. */
export class Windows {
  readonly #reader: WindowReader;
  readonly #limits: WindowLimits;
  #thinned: ThinnedTable | null = null;
  #taken = 0;

  constructor(reader: WindowReader, limits: WindowLimits) {
    this.#reader = reader;
    this.#limits = limits;
  }

  /** Hands on what a parser has read, where that is a window. */
  onRead(parser: LogParser): void {
    const isFirst = this.#thinned === null;
    const { records, numbers, windowRecords, windowNumbers } = this.#limits;
    const [most, mostNumbers] = isFirst ? [records, numbers] : [windowRecords, windowNumbers];
    if (parser.records - this.#taken > most || parser.numbers > mostNumbers) {
      this.#hand(parser);
    }
  }

  /** What is kept of a log of which everything was read. */
  end(parser: LogParser): LogTable {
    if (this.#thinned !== null) {
      this.#hand(parser);
    }
    return this.#thinned?.table() ?? parser.table();
  }

  #hand(parser: LogParser): void {
    const window = parser.table();
    this.#thinned ??= new ThinnedTable(this.#reader.begin(window), this.#limits.stretches);
    this.#reader.read(window);
    this.#thinned.take(window);
    this.#taken = parser.records;
    parser.dropNumbers();
  }
}
