import { GapBins, medianOf, usualOf, type UsualGap } from "./gapBins.ts";

/** An interval between two values of a metric that is longer than the ones around it. */
export interface Gap {
  /** Length on the clock that was counted by. */
  readonly length: number;
  /** Clock and record of the value before the gap, or of the start of the log. */
  readonly from: number;
  readonly fromRow: number;
  /** Whether a value stands there. */
  readonly fromValue: boolean;
  /** Record of the value that ends it; null where there is none yet. */
  readonly toRow: number | null;
}

/** Some consecutive values of a column, and the clock of their records. */
export interface GapRun {
  readonly clock: Float64Array;
  /** How many of the first values of `clock` are each one more than the one before. */
  readonly even: number;
  readonly firstRow: number;
  readonly rows: Uint32Array;
  readonly from: number;
  readonly to: number;
}

/**
 * The intervals between the values of a metric on one clock, in bounded memory: their median, the longest one, and how
 * many are longer than a limit that is known only later. Partial intervals (before the first value, after a restart of
 * the clock) may be the longest one but do not count towards the median.
 */
export class GapStats {
  #bins = new GapBins();
  /** Those of before the clock was set back last; null where it never was. */
  #earlier: GapBins | null = null;
  #last: number;
  #lastRow: number;
  #partial = true;
  #longest: Gap | null = null;
  #repeatedLength = 0;
  #repeats = 0;
  #excess = 0;
  #firstExcess: Gap | null = null;

  constructor(start: number, startRow: number) {
    this.#last = start;
    this.#lastRow = startRow;
  }

  /** A value at `clock`; a value at the same place as the last one is no new interval. */
  add(clock: number, row: number): void {
    const length = clock - this.#last;
    if (length > 0) {
      if (length > 1) {
        this.#note({ ...this.#from(), length, toRow: row });
      }
      if (!this.#partial) {
        this.#count(length);
      }
    }
    this.#partial = false;
    this.#last = clock;
    this.#lastRow = row;
  }

  /**
   * The values `from` to `to` of a column, one after the other: `clock` holds the clock of the records from
   * `firstRow` on. The same as `add` for each, but quick where values come at every tick.
   */
  addAll(run: GapRun): void {
    const { clock, firstRow, rows, from, to } = run;
    let at = from;
    while (at < to) {
      at += this.#addEveryTick({ ...run, from: at });
      if (at < to) {
        const row = rows[at] ?? 0;
        this.add(clock[row - firstRow] ?? Number.NaN, row);
        at += 1;
      }
    }
  }

  /** Takes the values that go on coming at every tick; returns how many they are. */
  #addEveryTick({ clock, even, firstRow, rows, from, to }: GapRun): number {
    if (this.#repeatedLength !== 1 || this.#partial) {
      return 0;
    }
    let last = this.#last;
    let at = from;
    const first = rows[from] ?? 0;
    const ticks = (rows[to - 1] ?? 0) - first === to - 1 - from ? Math.min(to - from, even - (first - firstRow)) : 0;
    if (ticks > 1 && (clock[first - firstRow] ?? Number.NaN) - last === 1) {
      at += ticks;
      last = clock[first - firstRow + ticks - 1] ?? Number.NaN;
    }
    for (; at < to; at += 1) {
      const now = clock[(rows[at] ?? 0) - firstRow] ?? Number.NaN;
      if (now - last !== 1) {
        break;
      }
      last = now;
    }
    if (at > from) {
      this.#repeats += at - from;
      this.#last = last;
      this.#lastRow = rows[at - 1] ?? 0;
    }
    return at - from;
  }

  /** The clock was set back to `clock`: the next interval starts there at the latest. */
  rewind(clock: number, row: number): void {
    this.#flush();
    this.#earlier ??= new GapBins();
    this.#earlier.take(this.#bins);
    this.#bins = new GapBins();
    this.#last = clock;
    this.#lastRow = row;
    this.#partial = true;
  }

  get last(): number {
    return this.#last;
  }

  /** Whole intervals seen. */
  get intervals(): number {
    this.#flush();
    return this.#bins.count + (this.#earlier?.count ?? 0);
  }

  /** Median length of the whole intervals, to within a hundredth; null where there is none. */
  median(): number | null {
    this.#flush();
    return medianOf(this.#earlier === null ? [this.#bins] : [this.#earlier, this.#bins]);
  }

  /** The usual intervals before the clock was set back for the last time, and since; null where there are none. */
  aroundRewind(): { readonly before: UsualGap | null; readonly since: UsualGap | null } {
    this.#flush();
    return { before: this.#earlier && usualOf(this.#earlier), since: this.#earlier && usualOf(this.#bins) };
  }

  /** How many whole intervals are longer than `limit`. */
  longerThan(limit: number): number {
    this.#flush();
    return this.#bins.longerThan(limit) + (this.#earlier?.longerThan(limit) ?? 0);
  }

  /** The longest interval, the one that has lasted until `now` included. */
  longest(now: number): Gap {
    const open = this.#open(now);
    return this.#longest === null || open.length > this.#longest.length ? open : this.#longest;
  }

  /** Units of the clock without a value where each should have one, the last one excepted until `now` is past it. */
  missing(now: number): { readonly count: number; readonly first: Gap | null } {
    const open = this.#open(now);
    const openMissing = Math.max(0, open.length - 1);
    return { count: this.#excess + openMissing, first: this.#firstExcess ?? (openMissing > 0 ? open : null) };
  }

  #open(now: number): Gap {
    return { ...this.#from(), length: now - this.#last, toRow: null };
  }

  #from(): Pick<Gap, "from" | "fromRow" | "fromValue"> {
    return { from: this.#last, fromRow: this.#lastRow, fromValue: !this.#partial };
  }

  #note(gap: Gap): void {
    if (this.#longest === null || gap.length > this.#longest.length) {
      this.#longest = gap;
    }
    this.#excess += gap.length - 1;
    this.#firstExcess ??= gap;
  }

  #count(length: number): void {
    // A regular log has one length throughout; only a change of it costs a look-up.
    if (length === this.#repeatedLength) {
      this.#repeats += 1;
      return;
    }
    this.#flush();
    this.#repeatedLength = length;
    this.#repeats = 1;
  }

  #flush(): void {
    if (this.#repeats === 0) {
      return;
    }
    this.#bins.add(this.#repeatedLength, this.#repeats);
    this.#repeats = 0;
    this.#repeatedLength = 0;
  }
}
