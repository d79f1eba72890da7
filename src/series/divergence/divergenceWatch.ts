/** Values a block; the median of a block ignores spikes. */
const usualBlock = 16;
/** Blocks that the loss has to stay up for, and the least share of the run. */
const fewestBlocks = 3;
const leastShare = 0.05;
/** The loss must first have come down by this share of where it started for a rise to undo it. */
const leastProgress = 0.2;
/** A loss that never came down has diverged when it is this many times its start. */
const blowUp = 3;

/** A level that was lost: by the loss at `index`, which was at `best` and is now at `level`, above `limit`. */
export interface LostLevel {
  readonly index: number;
  readonly best: number;
  readonly limit: number;
  readonly level: number;
}

interface Rise {
  readonly index: number;
  readonly blocks: number;
  readonly level: number;
}

/**
 * Watches the training loss for a rise that undoes at least half of what training had won and stays. The loss is read
 * as medians of 16 values. Losses are named by their index.
 */
export class DivergenceWatch {
  readonly #blockSize: number;
  readonly #values: Float64Array;
  readonly #sorted: Float64Array;
  readonly #indices: Uint32Array;
  #inBlock = 0;
  #blocks = 0;
  #start = Number.NaN;
  #best = Number.NaN;
  #rise: Rise | null = null;
  /** Where the last block began to stay up, before its median did. */
  #tailStart: number | null = null;

  constructor(blockSize = usualBlock) {
    this.#blockSize = blockSize;
    this.#values = new Float64Array(blockSize);
    this.#sorted = new Float64Array(blockSize);
    this.#indices = new Uint32Array(blockSize);
  }

  /** The lowest level so far; NaN before the first whole block. */
  get best(): number {
    return this.#best;
  }

  /** The level from which on the loss counts as lost; infinite where there is none. */
  get limit(): number {
    return this.#limit();
  }

  /** A value of the loss; non-finite ones are another finding's matter. */
  add(value: number, index: number): void {
    if (!Number.isFinite(value)) {
      return;
    }
    this.#values[this.#inBlock] = value;
    this.#indices[this.#inBlock] = index;
    this.#inBlock += 1;
    if (this.#inBlock === this.#blockSize) {
      this.#inBlock = 0;
      this.#addBlock(this.#median());
    }
  }

  /** Values that follow one another, the first of which is at `first`. */
  addAll(values: Float64Array, first: number): void {
    const blockSize = this.#blockSize;
    for (let at = 0; at < values.length;) {
      if (this.#addCalmBlock(values, at)) {
        at += blockSize;
      } else {
        this.add(values[at] ?? Number.NaN, first + at);
        at += 1;
      }
    }
  }

  /**
   * Adds the values from `at` on if they are a whole block that changes nothing, as most are: its median is below the
   * limit and not below the best one, which counting tells without sorting. False, with nothing added, otherwise.
   */
  #addCalmBlock(values: Float64Array, at: number): boolean {
    const blockSize = this.#blockSize;
    const end = at + blockSize;
    if (this.#inBlock > 0 || this.#blocks === 0 || end > values.length) {
      return false;
    }
    const best = this.#best;
    const limit = this.#limit();
    let belowBest = 0;
    let belowLimit = 0;
    // Zero times anything but a finite number is NaN.
    let zero = 0;
    for (let place = at; place < end; place += 1) {
      const value = values[place] ?? Number.NaN;
      belowBest += value < best ? 1 : 0;
      belowLimit += value < limit ? 1 : 0;
      zero += value * 0;
    }
    const isCalm = belowBest <= blockSize / 2 && belowLimit > blockSize / 2 && (values[end - 1] ?? limit) < limit;
    if (zero !== 0 || !isCalm) {
      return false;
    }
    this.#blocks += 1;
    this.#rise = null;
    this.#tailStart = null;
    return true;
  }

  /** The run was resumed: what it had won counts from where it first began, its best level from here. */
  restart(): void {
    this.#inBlock = 0;
    this.#blocks = 0;
    this.#best = Number.NaN;
    this.#rise = null;
    this.#tailStart = null;
  }

  /** Where the loss went up for good, with its best and its present level; null while it has not. */
  diverged(): LostLevel | null {
    const rise = this.#rise;
    return rise !== null && rise.blocks >= Math.max(fewestBlocks, leastShare * this.#blocks)
      ? { index: rise.index, best: this.#best, limit: this.#limit(), level: rise.level }
      : null;
  }

  /** The upper median of a full block, by insertion sort: the fastest for so few. */
  #median(): number {
    const sorted = this.#sorted;
    const blockSize = this.#blockSize;
    for (let at = 0; at < blockSize; at += 1) {
      const value = this.#values[at] ?? 0;
      let place = at;
      for (; place > 0 && (sorted[place - 1] ?? 0) > value; place -= 1) {
        sorted[place] = sorted[place - 1] ?? 0;
      }
      sorted[place] = value;
    }
    return sorted[blockSize / 2] ?? Number.NaN;
  }

  #addBlock(median: number): void {
    this.#blocks += 1;
    if (this.#blocks === 1) {
      this.#start = this.#start > median ? this.#start : median;
      this.#best = median;
      return;
    }
    const limit = this.#limit();
    if (median < limit) {
      this.#best = Math.min(this.#best, median);
      this.#rise = null;
      this.#tailStart = this.#tailFrom(limit);
      return;
    }
    const index =
      this.#tailStart ??
      this.#indices[
        Math.max(
          0,
          this.#values.findIndex((value) => value >= limit),
        )
      ] ??
      0;
    this.#rise = { index: this.#rise?.index ?? index, blocks: (this.#rise?.blocks ?? 0) + 1, level: median };
  }

  /** The index from which on all values of the block are at or above `limit`, or null where its last is not. */
  #tailFrom(limit: number): number | null {
    let at = this.#blockSize;
    while (at > 0 && (this.#values[at - 1] ?? 0) >= limit) {
      at -= 1;
    }
    return this.#indices[at] ?? null;
  }

  /** The level from which on the loss counts as lost. */
  #limit(): number {
    const won = this.#start - this.#best;
    if (won > leastProgress * Math.abs(this.#start)) {
      return this.#best + won / 2;
    }
    return this.#start > 0 ? this.#start * blowUp : Number.POSITIVE_INFINITY;
  }
}
