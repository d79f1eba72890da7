/** Values a block; the median of a block ignores spikes. */
const blockSize = 16;
/** Blocks that the loss has to stay up for, and the least share of the run. */
const fewestBlocks = 3;
const leastShare = 0.05;
/** The loss must first have come down by this share of where it started for a rise to undo it. */
const leastProgress = 0.2;
/** A loss that never came down has diverged when it is this many times its start. */
const blowUp = 3;

interface Rise {
  readonly row: number;
  readonly blocks: number;
  readonly level: number;
}

/**
 * Watches the training loss for a rise that undoes at least half of what training had won and stays. The loss is read
 * as medians of 16 values. After a restart of the run it is watched afresh.
 */
export class DivergenceWatch {
  readonly #values = new Float64Array(blockSize);
  readonly #sorted = new Float64Array(blockSize);
  readonly #rows = new Uint32Array(blockSize);
  #inBlock = 0;
  #blocks = 0;
  #start = Number.NaN;
  #best = Number.NaN;
  #rise: Rise | null = null;
  /** Where the last block began to stay up, before its median did. */
  #tailRow: number | null = null;

  /** A value of the loss; non-finite ones are another finding's matter. */
  add(value: number, row: number): void {
    if (!Number.isFinite(value)) {
      return;
    }
    this.#values[this.#inBlock] = value;
    this.#rows[this.#inBlock] = row;
    this.#inBlock += 1;
    if (this.#inBlock === blockSize) {
      this.#inBlock = 0;
      this.#addBlock(this.#median());
    }
  }

  /** The values of consecutive records from `firstRow` on. */
  addAll(values: Float64Array, firstRow: number): void {
    for (let at = 0; at < values.length;) {
      if (this.#addCalmBlock(values, at)) {
        at += blockSize;
      } else {
        this.add(values[at] ?? Number.NaN, firstRow + at);
        at += 1;
      }
    }
  }

  /**
   * Adds the values from `at` on if they are a whole block that changes nothing, as most are: its median is below the
   * limit and not below the best one, which counting tells without sorting. False, with nothing added, otherwise.
   */
  #addCalmBlock(values: Float64Array, at: number): boolean {
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
    this.#tailRow = null;
    return true;
  }

  restart(): void {
    this.#inBlock = 0;
    this.#blocks = 0;
    this.#start = Number.NaN;
    this.#best = Number.NaN;
    this.#rise = null;
    this.#tailRow = null;
  }

  /** Where the loss went up for good, with its best and its present level; null while it has not. */
  diverged(): { readonly row: number; readonly best: number; readonly level: number } | null {
    const rise = this.#rise;
    return rise !== null && rise.blocks >= Math.max(fewestBlocks, leastShare * this.#blocks)
      ? { row: rise.row, best: this.#best, level: rise.level }
      : null;
  }

  /** The upper median of a full block, by insertion sort: the fastest for so few. */
  #median(): number {
    const sorted = this.#sorted;
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
      this.#start = median;
      this.#best = median;
      return;
    }
    const limit = this.#limit();
    if (median < limit) {
      this.#best = Math.min(this.#best, median);
      this.#rise = null;
      this.#tailRow = this.#tailFrom(limit);
      return;
    }
    const row =
      this.#tailRow ??
      this.#rows[
        Math.max(
          0,
          this.#values.findIndex((value) => value >= limit),
        )
      ] ??
      0;
    this.#rise = { row: this.#rise?.row ?? row, blocks: (this.#rise?.blocks ?? 0) + 1, level: median };
  }

  /** The record from which on all values of the block are at or above `limit`, or null where its last is not. */
  #tailFrom(limit: number): number | null {
    let at = blockSize;
    while (at > 0 && (this.#values[at - 1] ?? 0) >= limit) {
      at -= 1;
    }
    return this.#rows[at] ?? null;
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
