interface Mark {
  readonly ticks: number;
  readonly epoch: number;
}

/** What one stretch of the log without a restart says: between two marks, so many ticks for so many epochs. */
interface Stretch {
  first: Mark | null;
  last: Mark | null;
}

/**
 * How many ticks (steps or batches) an epoch has, from what a log says as it grows. An epoch that is logged as a
 * fraction is read anywhere; one that is logged as a whole number only where it changes, since it stands still between.
 */
export class EpochLength {
  #latest: Mark | null = null;
  #anywhere: Stretch = { first: null, last: null };
  #changes: Stretch = { first: null, last: null };
  /** The longest stretches before the last restart. */
  #bestAnywhere: Stretch = { first: null, last: null };
  #bestChanges: Stretch = { first: null, last: null };
  #fractional = false;

  /** The epoch of a record at `ticks`. */
  add(ticks: number, epoch: number): void {
    this.#fractional ||= !Number.isInteger(epoch);
    const mark = { ticks, epoch };
    extend(this.#anywhere, mark);
    if (this.#latest !== null && epoch > this.#latest.epoch) {
      extend(this.#changes, mark);
    }
    if (this.#latest === null || epoch !== this.#latest.epoch) {
      this.#latest = mark;
    }
  }

  /** The clock was set back: marks before and after must not be mixed. */
  restart(): void {
    this.#bestAnywhere = longer(this.#bestAnywhere, this.#anywhere);
    this.#bestChanges = longer(this.#bestChanges, this.#changes);
    this.#anywhere = { first: null, last: null };
    this.#changes = { first: null, last: null };
    this.#latest = null;
  }

  /** Ticks an epoch, or null where the log does not say yet. */
  ticks(): number | null {
    const stretch = this.#fractional
      ? longer(this.#bestAnywhere, this.#anywhere)
      : longer(this.#bestChanges, this.#changes);
    const epochs = epochsOf(stretch);
    if (stretch.first === null || stretch.last === null || epochs <= 0) {
      return null;
    }
    const ticks = (stretch.last.ticks - stretch.first.ticks) / epochs;
    return ticks > 0 ? ticks : null;
  }

  /** Epochs that the measurement spans. */
  epochs(): number {
    return Math.max(epochsOf(this.#anywhere), epochsOf(this.#bestAnywhere));
  }
}

function extend(stretch: Stretch, mark: Mark): void {
  stretch.first ??= mark;
  stretch.last = mark;
}

function epochsOf({ first, last }: Stretch): number {
  return first === null || last === null ? 0 : last.epoch - first.epoch;
}

function longer(one: Stretch, other: Stretch): Stretch {
  return epochsOf(other) > epochsOf(one) ? other : one;
}
