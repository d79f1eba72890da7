/** A stretch of the log without a restart: so many ticks from its first mark to its last, for so many epochs. */
class Stretch {
  #firstTicks = Number.NaN;
  #firstEpoch = Number.NaN;
  #lastTicks = Number.NaN;
  #lastEpoch = Number.NaN;

  /** The log says `epoch` at `ticks`. */
  extend(ticks: number, epoch: number): void {
    if (Number.isNaN(this.#firstTicks)) {
      this.#firstTicks = ticks;
      this.#firstEpoch = epoch;
    }
    this.#lastTicks = ticks;
    this.#lastEpoch = epoch;
  }

  get ticks(): number {
    return this.#lastTicks - this.#firstTicks;
  }

  /** Epochs from the first mark to the last; 0 without marks. */
  get epochs(): number {
    return this.#lastEpoch - this.#firstEpoch || 0;
  }
}

/**
 * How many ticks (steps or batches) an epoch has, from what a log says as it grows. An epoch that is logged as a
 * fraction is read anywhere; one that is logged as a whole number only where it changes, since it stands still between.
 */
export class EpochLength {
  #latestEpoch = Number.NaN;
  #anywhere = new Stretch();
  #changes = new Stretch();
  /** The longest stretches before the last restart. */
  #bestAnywhere = new Stretch();
  #bestChanges = new Stretch();
  #fractional = false;

  /** The epoch of a record at `ticks`. */
  add(ticks: number, epoch: number): void {
    this.#fractional ||= !Number.isInteger(epoch);
    this.#anywhere.extend(ticks, epoch);
    if (epoch > this.#latestEpoch) {
      this.#changes.extend(ticks, epoch);
    }
    this.#latestEpoch = epoch;
  }

  /** Whether a fraction of an epoch was seen. */
  get fractional(): boolean {
    return this.#fractional;
  }

  /** As `add` for records up to this one, of which none has a new epoch that is a whole number. */
  extend(ticks: number, epoch: number): void {
    this.#anywhere.extend(ticks, epoch);
    this.#latestEpoch = epoch;
  }

  /** The clock was set back: marks before and after must not be mixed. */
  restart(): void {
    this.#bestAnywhere = longer(this.#bestAnywhere, this.#anywhere);
    this.#bestChanges = longer(this.#bestChanges, this.#changes);
    this.#anywhere = new Stretch();
    this.#changes = new Stretch();
    this.#latestEpoch = Number.NaN;
  }

  /** Ticks an epoch, or null where the log does not say yet. */
  ticks(): number | null {
    const stretch = this.#fractional
      ? longer(this.#bestAnywhere, this.#anywhere)
      : longer(this.#bestChanges, this.#changes);
    return stretch.epochs > 0 && stretch.ticks > 0 ? stretch.ticks / stretch.epochs : null;
  }

  /** Epochs that the measurement spans. */
  epochs(): number {
    return longer(this.#bestAnywhere, this.#anywhere).epochs;
  }
}

function longer(one: Stretch, other: Stretch): Stretch {
  return other.epochs > one.epochs ? other : one;
}
