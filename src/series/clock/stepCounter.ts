/** How a step relates to the one before: on, back (a repeat, as a resumed run makes), or started again with an epoch. */
export type StepMove = "on" | "back" | "reset";

/**
 * Counts the steps of a run from the steps that a log holds. Many scripts count batches within the epoch: a step that
 * falls while the epoch goes on to a later one goes on counting here by its stride, so that a step logged every 10 of
 * 400 a epoch counts 400, not 391. A step that falls for any other reason was repeated and stays as it was logged.
 */
export class StepCounter {
  /** Steps of the run at the last record; NaN before the first step. */
  steps = Number.NaN;
  /** The step as it was logged. */
  #logged = Number.NaN;
  #epoch = Number.NaN;
  #stride = 1;
  #offset = 0;

  get logged(): number {
    return this.#logged;
  }

  /** What is added to a logged step. */
  get offset(): number {
    return this.#offset;
  }

  /** The next record with a step: a finite number; `epoch` is NaN where the record holds none. */
  next(step: number, epoch: number): StepMove {
    const before = this.#logged;
    let move: StepMove = "on";
    if (step > before) {
      this.#stride = step - before;
    } else if (step < before) {
      move = epoch > this.#epoch ? "reset" : "back";
      this.#offset += move === "reset" ? before + this.#stride - step : 0;
    }
    this.#logged = step;
    this.#epoch = Number.isNaN(epoch) ? this.#epoch : epoch;
    this.steps = this.#offset + step;
    return move;
  }

  /** As `next` for several records whose steps rise: the last two of them and the last epoch. */
  skipTo(step: number, stepBefore: number, epoch: number): void {
    if (!Number.isNaN(stepBefore)) {
      this.next(stepBefore, Number.NaN);
    }
    this.next(step, epoch);
  }
}
