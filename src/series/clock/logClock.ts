import type { ClockChunk } from "./clockChunk.ts";
import { EpochLength } from "./epochLength.ts";
import { StepBacks } from "./stepBacks.ts";
import { StepCounter } from "./stepCounter.ts";

/** What the records of a log say of time, read one record after the other. Absent values are NaN. */
export interface ClockRecord {
  readonly row: number;
  readonly step: number;
  readonly epoch: number;
  /** True where the record is that of a batch: it holds the training loss, or whatever stands for it. */
  readonly batch: boolean;
  /** True for a record without the training loss in a log whose batches hold it: its step may count anything. */
  readonly aside?: boolean;
}

/** Records of batches, each with a step, and each with an epoch or none of them (null). */
export interface BatchRun {
  readonly steps: Float64Array;
  readonly epochs: Float64Array | null;
  readonly count: number;
}

/** The last of some batches, the step of the one before (NaN where it is the only one), and its epoch or NaN. */
interface LastBatch {
  readonly step: number;
  readonly stepBefore: number;
  readonly epoch: number;
}

/** How a record relates to the one before: usual, or the clock was set back to `steps`, as a resumed run does. */
export type ClockMove = "on" | "back";

/** Steps that go back more often than once in so many records are no resumed run. */
const recordsPerResume = 20;
const fewestForDisorder = 3;

const mostRestarts = 1024;
const mostTime = Number.MAX_SAFE_INTEGER;

/**
 * The two clocks that intervals are counted by: `steps`, by the step that the records hold, and `batches`, by counting
 * records of batches; and what is odd about the steps themselves. A step that starts again at every epoch (it counts
 * batches within the epoch) goes on counting here.
 */
export class LogClock {
  /** Steps by the records; between records without a step it goes on with the batches. NaN before the first step. */
  steps = Number.NaN;
  batches = 0;
  /** Steps of the last record, which may be ahead of the clock where that holds no training loss. */
  position = Number.NaN;
  /** `steps` of the first record that has a step, and the highest of any. */
  firstStep = Number.NaN;
  highest = Number.NEGATIVE_INFINITY;
  records = 0;
  epochSeen = false;
  readonly stepsPerEpoch = new EpochLength();
  readonly batchesPerEpoch = new EpochLength();

  /** Records at which the clock was set back, the first of them: more than these are no resumed runs. */
  readonly restarts: number[] = [];
  /** Steps that went back. */
  readonly backs = new StepBacks();
  /** Records whose step had been passed already. */
  repeated = 0;
  /** Steps that started again with a new epoch. */
  readonly epochResets = new StepBacks();
  /** Batches with the step of the batch before. */
  readonly doubles = new StepBacks();

  /** The first step of the log or, without steps, its first epoch. */
  #first = Number.NaN;
  readonly #counter = new StepCounter();
  /** The first record since the last batch whose step fell: a run may go on with another record than a batch. */
  #fell: { readonly row: number; readonly step: number } | null = null;
  /** The last step of a record since the last batch that did not move the clock. */
  #aside = Number.NaN;
  #epoch = Number.NaN;
  #batchEpochSeen = false;
  /** In a log without steps: the epoch of the batch before. */
  #epochBefore = Number.NaN;
  #lastBatchStep = Number.NaN;
  #anchor = 0;
  #batchesAtAnchor = 0;

  /** True where steps go back so often that they are no clock. */
  get disordered(): boolean {
    return this.backs.count >= fewestForDisorder && this.records < this.backs.count * recordsPerResume;
  }

  get stepSeen(): boolean {
    return !Number.isNaN(this.steps);
  }

  /** Reads the next record; says whether the clock was set back. */
  advance(record: ClockRecord): ClockMove {
    this.records += 1;
    const epoch = isTime(record.epoch) ? record.epoch : Number.NaN;
    if (record.aside === true) {
      this.#standAside(record, epoch);
      this.batches += record.batch ? 1 : 0;
      return "on";
    }
    const move = isTime(record.step) ? this.#stepTo(record, epoch) : this.#withoutStep(record, epoch);
    if (move === "back") {
      if (this.restarts.length < mostRestarts) {
        this.restarts.push(record.row);
      }
      this.stepsPerEpoch.restart();
      this.batchesPerEpoch.restart();
      this.#epoch = Number.NaN;
    }
    if (record.batch) {
      this.batches += this.#isDouble(record) ? 0 : 1;
    }
    if (!isTime(record.step) && this.stepSeen) {
      this.steps = this.#anchor + (this.batches - this.#batchesAtAnchor);
    } else {
      this.#batchesAtAnchor = this.batches;
    }
    this.position = this.steps;
    this.#aside = Number.NaN;
    this.#noteEpoch(record, epoch);
    return move;
  }

  /**
   * A record that does not move the clock. It has its own place where its step goes on from the batch before; one such
   * step alone may be the size of a validation set, so that the clock itself goes on only as far as the step before it.
   */
  #standAside(record: ClockRecord, epoch: number): void {
    const step = this.#counter.offset + record.step;
    const goesOn = isTime(record.step) && step >= this.steps;
    if (record.step < this.#counter.logged) {
      this.#fell ??= record;
    }
    this.position = goesOn ? step : this.steps;
    if (goesOn && step !== this.#aside) {
      this.steps = this.#aside > this.steps && step > this.#aside ? this.#aside : this.steps;
      this.#aside = step;
    }
    this.#noteEpoch(record, epoch);
  }

  /**
   * Reads batches that follow one another as they usually do, as `advance` would one by one but ten times as fast, and
   * notes the clock of each in `chunk`. Stops before the first record that is not usual; returns how many it has read.
   */
  advanceBatches({ steps, epochs, count }: BatchRun, chunk: ClockChunk): number {
    const start = chunk.end - chunk.start;
    const fractional = this.stepsPerEpoch.fractional && this.batchesPerEpoch.fractional;
    // A step that was passed before is for `advance` to tell of.
    const { offset } = this.#counter;
    let last = Math.max(this.#counter.logged, this.highest - offset);
    let epoch = this.#epoch;
    let read = 0;
    for (; read < count; read += 1) {
      const step = steps[read] ?? Number.NaN;
      const now = epochs === null ? epoch : (epochs[read] ?? Number.NaN);
      const usual = step > last && (epochs === null || now === epoch || (fractional && now > epoch));
      if (!usual || step > mostTime || now > mostTime) {
        break;
      }
      last = step;
      epoch = now;
      chunk.steps[start + read] = offset + step;
      chunk.batches[start + read] = this.batches + read + 1;
    }
    chunk.end += read;
    const stepBefore = read > 1 ? (steps[read - 2] ?? Number.NaN) : Number.NaN;
    this.#skip(read, { step: last, stepBefore, epoch: epochs === null ? Number.NaN : epoch });
    return read;
  }

  /** Goes on by usual batches, the last of which has this step and epoch (NaN: none has an epoch). */
  #skip(count: number, { step, stepBefore, epoch }: LastBatch): void {
    if (count === 0) {
      return;
    }
    this.records += count;
    this.batches += count;
    this.#counter.skipTo(step, stepBefore, epoch);
    this.steps = this.#counter.steps;
    this.position = this.steps;
    this.#aside = Number.NaN;
    this.#fell = null;
    this.highest = this.steps;
    this.#anchor = this.steps;
    this.#batchesAtAnchor = this.batches;
    this.#lastBatchStep = this.steps;
    if (!Number.isNaN(epoch)) {
      this.#epoch = epoch;
      this.#batchEpochSeen = true;
      this.stepsPerEpoch.extend(this.steps, epoch);
      this.batchesPerEpoch.extend(this.batches, epoch);
    }
  }

  /** Batches are counted afresh: what stood for them until now was not the training loss. */
  restartBatches(): void {
    this.batches = 0;
    this.#batchesAtAnchor = 0;
    this.#lastBatchStep = Number.NaN;
    this.doubles.forget();
    this.batchesPerEpoch.restart();
  }

  #stepTo({ row, step, batch }: ClockRecord, epoch: number): ClockMove {
    const from = this.#counter.logged;
    const move = this.#counter.next(step, epoch);
    const first = this.#fell !== null && this.#fell.step <= step ? this.#fell : { row, step };
    const back = { row: first.row, from, to: first.step, toStart: move === "reset" || first.step <= this.#first };
    if (move === "reset") {
      this.epochResets.note(back);
    } else if (move === "back") {
      this.backs.note(back);
    }
    this.#fell = null;
    this.steps = this.#counter.steps;
    this.#anchor = this.steps;
    if (Number.isNaN(this.firstStep)) {
      this.firstStep = this.steps;
      this.#first = step;
    }
    if (batch && this.steps <= this.highest && this.backs.count > 0) {
      this.repeated += 1;
    }
    this.highest = Math.max(this.highest, this.steps);
    return move === "back" ? "back" : "on";
  }

  /** In a log without steps a batch whose epoch is smaller than that of the one before tells of a restart. */
  #withoutStep({ row, batch }: ClockRecord, epoch: number): ClockMove {
    if (this.stepSeen || !batch || Number.isNaN(epoch)) {
      return "on";
    }
    const from = this.#epochBefore;
    this.#epochBefore = epoch;
    this.#first = Number.isNaN(this.#first) ? epoch : this.#first;
    const back = epoch < from;
    if (back) {
      this.backs.note({ row, from, to: epoch, toStart: epoch <= this.#first });
    }
    if (this.backs.count > 0 && epoch <= this.highest) {
      this.repeated += 1;
    }
    this.highest = Math.max(this.highest, epoch);
    return back ? "back" : "on";
  }

  #isDouble({ row, step }: ClockRecord): boolean {
    const previous = this.#lastBatchStep;
    this.#lastBatchStep = this.steps;
    if (!isTime(step) || this.steps !== previous) {
      return false;
    }
    this.doubles.note({ row, from: step, to: step, toStart: false });
    return true;
  }

  #noteEpoch({ batch }: ClockRecord, epoch: number): void {
    if (Number.isNaN(epoch)) {
      return;
    }
    this.epochSeen = true;
    // Records of a validation often count epochs in another way than those of batches, which are many more.
    this.#batchEpochSeen ||= batch;
    if (!batch && (this.#batchEpochSeen || epoch < this.#epoch)) {
      return;
    }
    this.#epoch = epoch;
    if (this.stepSeen) {
      this.stepsPerEpoch.add(this.steps, epoch);
    }
    this.batchesPerEpoch.add(this.batches, epoch);
  }
}

/** False for what is no time: absent, not finite, or so large that counting on by one changes nothing. */
function isTime(value: number): boolean {
  return Math.abs(value) <= mostTime;
}
