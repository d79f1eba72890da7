import type { LogTable } from "../log/columns/columns.ts";
import type { ClockContract } from "./clock/clockNames.ts";
import { ClockChunk, ColumnCursor } from "./clock/clockChunk.ts";
import { Divergence, type Diverged } from "./divergence/divergence.ts";
import { LogClock } from "./clock/logClock.ts";
import { lossMetric } from "./lossMetric.ts";

/** What a reader of the series wants to be told, in the order of the records. */
export interface SeriesListener {
  /** The clocks of the next records. */
  readonly onChunk: (chunk: ClockChunk) => void;
  /** The first training loss: batches are counted from here. */
  readonly onFirstLoss: (row: number) => void;
  /** The first step of the log. */
  readonly onFirstStep: (row: number) => void;
  /** The clock was set back by a record, which is that of a batch or not. */
  readonly onBack: (row: number, batch: boolean) => void;
}

const noListener: SeriesListener = {
  onChunk: () => undefined,
  onFirstLoss: () => undefined,
  onFirstStep: () => undefined,
  onBack: () => undefined,
};

/** Fewer batches in a row are read one by one. */
const fewestAtOnce = 8;

/**
 * What a log says of time, and where its loss diverged: one reading for checks, which feed it a table as that grows, and
 * for the review, which feeds it the whole table. Either way it says the same.
 */
export class RunSeries {
  readonly clock = new LogClock();
  readonly #contract: ClockContract;
  readonly #listener: SeriesListener;
  #divergence = new Divergence();
  readonly #chunk = new ClockChunk();
  readonly #step: ColumnCursor;
  readonly #epoch: ColumnCursor;
  readonly #loss: ColumnCursor;
  /** A contract may ask for the loss less often than for other metrics; then it does not tell the batches. */
  readonly #lossCounts: boolean;
  #lossSeen = false;
  #anyLoss = false;
  #batchStep = Number.NaN;

  constructor(contract: ClockContract, listener = noListener) {
    const { names, metrics } = contract;
    this.#contract = contract;
    this.#listener = listener;
    this.#lossCounts = (metrics.get(names.trainLoss)?.every.kind ?? "batch") === "batch";
    this.#step = new ColumnCursor(names.step);
    this.#epoch = new ColumnCursor(names.epoch);
    this.#loss = new ColumnCursor(names.trainLoss);
  }

  /** Where the training loss went up for good, as far as was read; null while it has not. */
  diverged(): Diverged | null {
    return this.#divergence.found();
  }

  /** Reads what is new in a table that goes on where the last one ended. */
  read(table: LogTable): void {
    this.readRecords(table);
    if (table.stride !== undefined) {
      // What stands for the losses of a long log changes as it grows.
      this.#divergence = new Divergence();
    }
    this.#divergence.read(table.column(lossMetric(table, this.#contract)), this.clock.restarts);
  }

  /** Reads new records as `read` does, but not yet whether the loss diverged, for which a table needs all losses. */
  readRecords(table: LogTable): void {
    for (const cursor of [this.#step, this.#epoch, this.#loss]) {
      cursor.column = table.column(cursor.key);
    }
    while (this.#chunk.end < table.records) {
      if (this.#readBatches(table.records) === 0) {
        this.#readRecord(this.#chunk.end);
      }
      if (this.#chunk.room === 0) {
        this.#flush();
      }
    }
    this.#flush();
  }

  /** Hands on the records that the clock has read. */
  #flush(): void {
    if (this.#chunk.end > this.#chunk.start) {
      this.#chunk.measure();
      this.#listener.onChunk(this.#chunk);
      this.#chunk.clear();
    }
  }

  /** Reads what follows of usual batches at once; returns how many records that were. */
  #readBatches(records: number): number {
    const row = this.#chunk.end;
    if (!this.#lossSeen || !this.clock.stepSeen) {
      return 0;
    }
    const most = Math.min(this.#chunk.room, records - row);
    const batches = this.#step.runLength(row, this.#loss.runLength(row, most));
    const withEpoch = this.#epoch.holds(row);
    const count = withEpoch ? this.#epoch.runLength(row, batches) : this.#epoch.gapLength(row, batches);
    if (count < fewestAtOnce) {
      return 0;
    }
    const epochs = withEpoch ? this.#epoch.take(count) : null;
    const read = this.clock.advanceBatches({ steps: this.#step.take(count), epochs, count }, this.#chunk);
    this.#step.next += read;
    this.#loss.next += read;
    this.#epoch.next += withEpoch ? read : 0;
    return read;
  }

  #readRecord(row: number): void {
    const hasLoss = this.#loss.skip(row);
    const step = this.#step.valueAt(row);
    const batch = this.#isBatch(hasLoss, step);
    if (hasLoss && this.#lossCounts && !this.#lossSeen) {
      this.#flush();
      this.#lossSeen = true;
      this.clock.restartBatches();
      this.#listener.onFirstLoss(row);
    }
    const stepless = Number.isNaN(this.clock.firstStep);
    this.#anyLoss ||= hasLoss;
    const aside = this.#anyLoss && !hasLoss;
    const move = this.clock.advance({ row, step, epoch: this.#epoch.valueAt(row), batch, aside });
    if (stepless && this.clock.stepSeen) {
      this.#flush();
      this.#listener.onFirstStep(row);
    }
    if (move === "back") {
      this.#flush();
      this.#listener.onBack(row, batch);
    }
    this.#chunk.push(this.clock);
  }

  /** A batch's record holds the training loss; until the log has one, each new step (or record) stands for a batch. */
  #isBatch(hasLoss: boolean, step: number): boolean {
    if (hasLoss && this.#lossCounts) {
      return true;
    }
    if (this.#lossSeen) {
      return false;
    }
    if (Number.isNaN(step)) {
      return !this.clock.stepSeen;
    }
    const isNew = step !== this.#batchStep;
    this.#batchStep = step;
    return isNew;
  }
}

/** Where the training loss of a whole log went up for good; null where it has not. */
export function divergedIn(table: LogTable, contract: ClockContract): Diverged | null {
  const series = new RunSeries(contract);
  series.read(table);
  return series.diverged();
}
