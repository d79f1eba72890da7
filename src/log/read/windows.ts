import type { LogTable } from "../columns/columns.ts";
import { ThinnedTable, type KeptColumns, type Widening } from "../columns/thinnedTable.ts";

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

/** Where records come from: a parser, or whatever else puts records together. */
interface WindowSource {
  /** How many records there are by now, and how many of their numbers are kept. */
  readonly records: number;
  readonly numbers: number;
  /** The records with the numbers that are kept. */
  table(): LogTable;
  /** Forgets the numbers of the records so far, but not the records: tables that were given do not hold any more. */
  dropNumbers(): void;
}

/** Who reads a log that is too long to be kept, and when it is. */
export interface Windowed {
  readonly reader: WindowReader;
  readonly limits: WindowLimits;
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

/** Takes records out of what puts them together as there get to be many, and hands them on. */
export class Windows {
  readonly #reader: WindowReader;
  readonly #limits: WindowLimits;
  #thinned: ThinnedTable | null = null;
  #taken = 0;

  constructor({ reader, limits }: Windowed) {
    this.#reader = reader;
    this.#limits = limits;
  }

  /** Hands on what was read, where that is a window: all records are whole by now. */
  onRead(source: WindowSource): void {
    const isFirst = this.#thinned === null;
    const { records, numbers, windowRecords, windowNumbers } = this.#limits;
    const [most, mostNumbers] = isFirst ? [records, numbers] : [windowRecords, windowNumbers];
    if (source.records - this.#taken > most || source.numbers > mostNumbers) {
      this.#hand(source);
    }
  }

  /** Whether the log is too long for all of it to be kept. */
  get isLong(): boolean {
    return this.#thinned !== null;
  }

  /** Begins to take columns of a long log that were not kept; null where the log is not long. `others`: those to be kept as well. */
  widen(keys: readonly string[], others: ReadonlySet<string>): Widening | null {
    this.#thinned?.narrow(new Set([...keys, ...others]));
    return this.#thinned?.widen(keys) ?? null;
  }

  /** What is kept of a log of which everything was read. */
  end(source: WindowSource): LogTable {
    if (this.#thinned !== null) {
      this.#hand(source);
    }
    return this.#thinned?.table() ?? source.table();
  }

  #hand(source: WindowSource): void {
    const window = source.table();
    this.#thinned ??= new ThinnedTable(this.#reader.begin(window), this.#limits.stretches);
    this.#reader.read(window);
    this.#thinned.take(window);
    this.#taken = source.records;
    source.dropNumbers();
  }
}
