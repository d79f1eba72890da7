import type { Column, LogTable } from "./columns.ts";
import { ColumnEnds, type KeptColumn } from "./columnEnds.ts";
import { StretchColumn } from "./stretchColumn.ts";

const none = 0xffffffff;

/** Which columns of a long log are kept, and how. */
export interface KeptColumns {
  /** The column whose records say what stands for a stretch: the training loss. */
  readonly anchor: string;
  /** Columns of which a stretch keeps the value of one record: clocks and schedules, whose mean may be none that was logged. */
  readonly single: ReadonlySet<string>;
  /** Columns of which a stretch keeps the mean, the lowest and the highest value. */
  readonly values: ReadonlySet<string>;
  /** Columns of which some stretches of neighbors are kept as they were logged. */
  readonly samples: (key: string) => boolean;
}

/** Takes columns that were not kept, as the log is read once more for them. */
export interface Widening {
  /** Takes the next records, from the first one on: `window` holds the numbers of those alone. */
  take(window: LogTable): void;
  /** All records were taken that the table has: the columns are kept from now on. */
  keep(): void;
}

/**
 * A log with more records than fit into memory: it is given them window by window and keeps the values of some columns by
 * stretches of records, all equally long, and of the others how they begin and end.
 *
 * Invariant: a stretch is `2 ** shift` records, and there are at most so many of them. Where a stretch holds a
 * value of the anchor, the first record with one stands for it, so that the columns' values of that record stay together.
 */
export class ThinnedTable {
  readonly #kept: KeptColumns;
  readonly #mostStretches: number;
  readonly #columns = new Map<string, KeptColumn>();
  /** The columns that are kept since somebody asked for them. */
  readonly #widened = new Set<string>();
  #anchors = new Uint32Array(1024).fill(none);
  #lastAnchor = -1;
  #shift = 0;
  /** What is kept, as long as that does not change. */
  #table: LogTable | null = null;
  #last: LogTable = { records: 0, keys: [], column: () => undefined, lineOf: () => 1 };

  constructor(kept: KeptColumns, mostStretches: number) {
    this.#kept = kept;
    this.#mostStretches = mostStretches;
  }

  /** Takes the next records: `window` holds the numbers of those alone; its arrays are not kept. */
  take(window: LogTable): void {
    this.#table = null;
    this.#last = { ...window, column: () => undefined };
    while (window.records - 1 >= this.#mostStretches * 2 ** this.#shift) {
      this.#merge();
    }
    this.#findAnchors(window.column(this.#kept.anchor));
    for (const key of window.keys) {
      const column = window.column(key);
      if (column !== undefined) {
        this.#columnOf(key).take(column, { shift: this.#shift, anchors: this.#anchors, lastAnchor: this.#lastAnchor });
      }
    }
  }

  /** Begins to take columns of which only the ends are kept. No records may be taken otherwise before it ends. */
  widen(keys: readonly string[]): Widening {
    const plan = { shift: this.#shift, anchors: this.#anchors, lastAnchor: this.#lastAnchor };
    const wanted = keys.filter((key) => this.#columns.get(key) instanceof ColumnEnds);
    const columns = new Map(wanted.map((key) => [key, new StretchColumn(this.#kept.samples(key), "mean")] as const));
    return {
      take: (window) => {
        for (const [key, stretches] of columns) {
          const column = window.column(key);
          if (column !== undefined) {
            stretches.take(column, plan);
          }
        }
      },
      keep: () => {
        this.#table = null;
        columns.forEach((column, key) => {
          this.#columns.set(key, column);
          this.#widened.add(key);
        });
      },
    };
  }

  /** Of the columns that were taken later, only these stay kept. */
  narrow(keys: ReadonlySet<string>): void {
    this.#table = null;
    for (const key of [...this.#widened].filter((one) => !keys.has(one))) {
      const column = this.#columns.get(key);
      if (column instanceof StretchColumn) {
        this.#columns.set(key, column.ends);
      }
      this.#widened.delete(key);
    }
  }

  /** What is kept of all records that were taken; whatever is taken or kept later does not change it. */
  table(): LogTable {
    this.#table ??= this.#snapshot();
    return this.#table;
  }

  #snapshot(): LogTable {
    const columns = new Map([...this.#columns].map(([key, column]) => [key, column.snapshot(key)] as const));
    return { ...this.#last, stride: 2 ** this.#shift, column: (key) => columns.get(key) };
  }

  #columnOf(key: string): KeptColumn {
    let column = this.#columns.get(key);
    if (column === undefined) {
      const { single, values, samples } = this.#kept;
      const keepsSamples = samples(key);
      column =
        single.has(key) || values.has(key)
          ? new StretchColumn(keepsSamples, single.has(key) ? "single" : "mean")
          : new ColumnEnds(keepsSamples);
      this.#columns.set(key, column);
    }
    return column;
  }

  /** The record that stands for each stretch. */
  #findAnchors(column: Column | undefined): void {
    for (const row of column?.rows ?? []) {
      const stretch = row >>> this.#shift;
      if (stretch >= this.#anchors.length) {
        const larger = new Uint32Array(2 * (stretch + 1)).fill(none);
        larger.set(this.#anchors);
        this.#anchors = larger;
      }
      if (this.#anchors[stretch] === none) {
        this.#anchors[stretch] = row;
      }
    }
    this.#lastAnchor = column?.rows.at(-1) ?? this.#lastAnchor;
  }

  /** Makes stretches twice as long. */
  #merge(): void {
    const anchors = this.#anchors;
    for (let stretch = 0; stretch < anchors.length; stretch += 1) {
      const first = anchors[2 * stretch] ?? none;
      anchors[stretch] = first === none ? (anchors[2 * stretch + 1] ?? none) : first;
    }
    this.#shift += 1;
    this.#columns.forEach((column) => column.merge({ shift: this.#shift, anchors }));
  }
}
