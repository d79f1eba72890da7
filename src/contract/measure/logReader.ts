import type { LogTable } from "../../log/columns/columns.ts";
import type { FolderFacts } from "./folderFacts.ts";
import type { CheckedLog } from "./checkedLog.ts";
import { ClockChunk, ColumnCursor } from "./clockChunk.ts";
import type { Contract } from "../model/contract.ts";
import { DivergenceWatch } from "./divergenceWatch.ts";
import { LogClock } from "./logClock.ts";
import { MetricTrack } from "./metricTrack.ts";
import { PairWatch } from "./pairWatch.ts";

/** Fewer batches in a row are read one by one. */
const fewestAtOnce = 8;

/** Reads the new records of a table into the clock and the tracks of the metrics. */
export class LogReader {
  readonly #contract: Contract;
  readonly #tracks: ReadonlyMap<string, MetricTrack>;
  readonly #pairs: readonly PairWatch[];
  readonly #divergence = new DivergenceWatch();
  readonly #clock = new LogClock();
  readonly #chunk = new ClockChunk();
  readonly #step: ColumnCursor;
  readonly #epoch: ColumnCursor;
  readonly #loss: ColumnCursor;
  /** A contract may ask for the loss less often than for other metrics; then it does not tell the batches. */
  readonly #lossCounts: boolean;
  #lossSeen = false;
  #batchStep = Number.NaN;

  constructor(contract: Contract) {
    const { names } = contract;
    this.#contract = contract;
    this.#lossCounts = (contract.metrics.get(names.trainLoss)?.every.kind ?? "batch") === "batch";
    this.#tracks = new Map(
      [...contract.metrics].map(([metric, rule]) => {
        const countsSteps = rule.every.kind !== "batch" || metric === names.trainLoss;
        return [metric, new MetricTrack(metric, rule, countsSteps)];
      }),
    );
    this.#pairs = [...contract.metrics].flatMap(([metric, { derive }]) =>
      derive === null ? [] : [new PairWatch(metric, derive)],
    );
    this.#step = new ColumnCursor(names.step);
    this.#epoch = new ColumnCursor(names.epoch);
    this.#loss = new ColumnCursor(names.trainLoss);
  }

  /** What has been read, for the checks; `lostLines` lines of the log could not be. */
  checked(table: LogTable, lostLines: number, folder: FolderFacts): CheckedLog {
    return {
      contract: this.#contract,
      table,
      lostLines,
      clock: this.#clock,
      tracks: this.#tracks,
      pairs: this.#pairs,
      divergence: this.#divergence,
      folder,
    };
  }

  /** Reads what is new in a table that goes on where the last one ended. */
  read(table: LogTable): void {
    for (const cursor of [this.#step, this.#epoch, this.#loss]) {
      cursor.column = table.column(cursor.key);
    }
    while (this.#chunk.end < table.records) {
      if (this.#readBatches(table.records) === 0) {
        this.#readClock(this.#chunk.end, table);
      }
      if (this.#chunk.room === 0) {
        this.#readChunk(table);
      }
    }
    this.#readChunk(table);
    this.#pairs.forEach((pair) => pair.read(table));
  }

  /** Takes the metrics of the records that the clock has read. */
  #readChunk(table: LogTable): void {
    if (this.#chunk.end > this.#chunk.start) {
      this.#chunk.measure();
      this.#tracks.forEach((track) => track.read(this.#chunk, table.column(track.metric)));
      this.#chunk.clear();
    }
  }

  /** Reads what follows of usual batches at once; returns how many records that were. */
  #readBatches(records: number): number {
    const row = this.#chunk.end;
    if (!this.#lossSeen || !this.#clock.stepSeen) {
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
    const read = this.#clock.advanceBatches({ steps: this.#step.take(count), epochs, count }, this.#chunk);
    this.#divergence.addAll(this.#loss.take(read), row);
    this.#step.next += read;
    this.#loss.next += read;
    this.#epoch.next += withEpoch ? read : 0;
    return read;
  }

  #readClock(row: number, table: LogTable): void {
    const hasLoss = this.#loss.holds(row);
    const loss = this.#loss.valueAt(row);
    const step = this.#step.valueAt(row);
    const batch = this.#isBatch(hasLoss, step);
    if (hasLoss && this.#lossCounts && !this.#lossSeen) {
      this.#readChunk(table);
      this.#lossSeen = true;
      this.#clock.restartBatches();
      this.#tracks.forEach((track) => track.startBatches(row));
    }
    const stepless = Number.isNaN(this.#clock.firstStep);
    const move = this.#clock.advance({ row, step, epoch: this.#epoch.valueAt(row), batch });
    if (stepless && this.#clock.stepSeen) {
      this.#readChunk(table);
      this.#tracks.forEach((track) => track.startSteps(this.#clock, row));
    }
    if (move === "back") {
      this.#readChunk(table);
      this.#tracks.forEach((track) => track.rewind(this.#clock, row, batch));
      this.#divergence.restart();
    }
    this.#chunk.push(this.#clock);
    if (hasLoss) {
      this.#divergence.add(loss, row);
    }
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
      return !this.#clock.stepSeen;
    }
    const isNew = step !== this.#batchStep;
    this.#batchStep = step;
    return isNew;
  }
}
