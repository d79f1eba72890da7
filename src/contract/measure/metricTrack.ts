import type { Column } from "../../log/columns/columns.ts";
import type { ClockChunk } from "../../series/clock/clockChunk.ts";
import type { MetricRule } from "../model/contract.ts";
import { GapStats } from "./gapStats.ts";
import type { LogClock } from "../../series/clock/logClock.ts";

/** Values outside the range that the contract allows. */
export interface RangeFaults {
  count: number;
  firstRow: number;
  firstValue: number;
  /** How many of them are above 1 and at most 100, as shares in percent are. */
  percent: number;
}

/** Values that are NaN or infinite. */
export interface NonFiniteFaults {
  count: number;
  firstRow: number;
  firstValue: number;
  stretches: number;
  longestStretch: number;
  /** The record in which that one begins. */
  longestRow: number;
  /** Length of the stretch that the last value belongs to; 0 where that value is finite. */
  open: number;
}

/** What was seen of one metric of the contract so far, in bounded memory. */
export class MetricTrack {
  readonly metric: string;
  readonly rule: MetricRule;
  count = 0;
  readonly range: RangeFaults = { count: 0, firstRow: -1, firstValue: Number.NaN, percent: 0 };
  readonly nonFinite: NonFiniteFaults = {
    count: 0,
    firstRow: -1,
    firstValue: Number.NaN,
    stretches: 0,
    longestStretch: 0,
    longestRow: -1,
    open: 0,
  };
  /** Intervals in steps; null before the log's first step, and for metrics that are judged by batches alone. */
  bySteps: GapStats | null = null;
  /** Intervals in batches. */
  byBatches = new GapStats(0, -1);
  /** Finite bounds: a value within them is neither infinite nor out of range. */
  readonly #least: number;
  readonly #most: number;
  #next = 0;
  /** Where the stretch of values that are no finite number began which the last one belongs to. */
  #stretchRow = -1;
  readonly #countsSteps: boolean;

  /** `countsSteps`: whether intervals in steps are wanted, which every batch's metrics but the loss need not be. */
  constructor(metric: string, rule: MetricRule, countsSteps: boolean) {
    this.metric = metric;
    this.rule = rule;
    this.#least = rule.min ?? -Number.MAX_VALUE;
    this.#most = rule.max ?? Number.MAX_VALUE;
    this.#countsSteps = countsSteps;
  }

  /** Takes the metric's values in the records of a chunk. */
  read(chunk: ClockChunk, column: Column | undefined): void {
    if (column === undefined) {
      return;
    }
    const { rows, values, dropped = 0 } = column;
    const from = this.#next - dropped;
    const to = endOf(rows, from, chunk.end);
    const run = { firstRow: chunk.start, rows, from, to };
    this.byBatches.addAll({ ...run, clock: chunk.batches, even: chunk.evenBatches });
    this.bySteps?.addAll({ ...run, clock: chunk.steps, even: chunk.evenSteps });
    for (let at = this.#firstOdd(values, from, to); at < to; at = this.#firstOdd(values, at + 1, to)) {
      this.#checkValue(values[at] ?? Number.NaN, rows[at] ?? 0);
    }
    this.count += to - from;
    this.#next = to + dropped;
  }

  /** Index of the first value that has to be looked at: out of range, not finite, or the first after such a stretch. */
  #firstOdd(values: Float64Array, from: number, to: number): number {
    if (this.nonFinite.open > 0) {
      return from;
    }
    const least = this.#least;
    const most = this.#most;
    let at = from;
    for (; at < to; at += 1) {
      const value = values[at] ?? Number.NaN;
      if (!(value >= least && value <= most)) {
        break;
      }
    }
    return at;
  }

  /** Batches are counted from here, by the training loss instead of what stood for it. */
  startBatches(row: number): void {
    this.byBatches = new GapStats(0, row - 1);
  }

  /** The clock has its first step: intervals in steps count from here. */
  startSteps(clock: LogClock, row: number): void {
    if (this.#countsSteps) {
      this.bySteps ??= new GapStats(clock.steps, row);
    }
  }

  /** The clock was set back by the record `row`, which is `batch` or not. */
  rewind(clock: LogClock, row: number, batch: boolean): void {
    this.bySteps?.rewind(clock.steps, row);
    this.byBatches.rewind(clock.batches - (batch ? 1 : 0), row);
  }

  #checkValue(value: number, row: number): void {
    if (Number.isFinite(value)) {
      this.nonFinite.open = 0;
      this.#checkRange(value, row);
    } else {
      this.#noteNonFinite(value, row);
    }
  }

  #checkRange(value: number, row: number): void {
    const { min, max } = this.rule;
    if ((min === null || value >= min) && (max === null || value <= max)) {
      return;
    }
    const faults = this.range;
    if (faults.count === 0) {
      faults.firstRow = row;
      faults.firstValue = value;
    }
    faults.count += 1;
    faults.percent += max === 1 && value > 1 && value <= 100 ? 1 : 0;
  }

  #noteNonFinite(value: number, row: number): void {
    const faults = this.nonFinite;
    if (faults.count === 0) {
      faults.firstRow = row;
      faults.firstValue = value;
    }
    faults.count += 1;
    if (faults.open === 0) {
      faults.stretches += 1;
      this.#stretchRow = row;
    }
    faults.open += 1;
    if (faults.open > faults.longestStretch) {
      faults.longestStretch = faults.open;
      faults.longestRow = this.#stretchRow;
    }
  }
}

/** Index of the first row from `from` on that is at or after `end`; rows increase. */
function endOf(rows: Uint32Array, from: number, end: number): number {
  let low = from;
  let high = Math.min(rows.length, from + end - (rows[from] ?? end));
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((rows[middle] ?? end) < end) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
