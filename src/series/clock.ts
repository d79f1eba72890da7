import type { Column, LogTable } from "../log/columns/columns.ts";
import { at } from "../numerics/at.ts";
import type { ClockNames } from "./clockNames.ts";
import { lossMetric, type LossUnit } from "./lossMetric.ts";
import { runningSteps } from "./runningSteps.ts";

/** What `t` counts: epochs completed, steps completed or, without either, records. */
export type Clock = "epoch" | "step" | "record";

/** What `t` is for the records of a run. */
export interface ClockReading {
  readonly clock: Clock;
  /** Name of the column that it is read off; null where it counts records. */
  readonly key: string | null;
  /** t of each of the given records (increasing rows); NaN where the log does not say. */
  readonly timesAt: (rows: Uint32Array) => Float64Array;
}

/** What the clock needs of a contract. */
export interface ClockContract {
  readonly names: ClockNames;
  readonly metrics: ReadonlyMap<string, LossUnit & { readonly every: { readonly kind: string } }>;
}

/** Records and the time that the log gives them; same lengths. */
interface Ticks {
  readonly rows: Uint32Array;
  readonly times: Float64Array;
}

/**
 * The clock of a run: epochs completed where the log holds them, else steps, else records. Records between two that
 * carry the clock get the time between, in proportion to their place; those before the first or after the last get
 * none, since nothing says how fast the clock went there.
 *
 * An epoch that is a whole number and stays the same over many losses is the number of the epoch in progress; epochs
 * completed are then counted from the steps (or records) done within it.
 */
export function readClock(table: LogTable, contract: ClockContract): ClockReading {
  const epochs = table.column(contract.names.epoch);
  const steps = runningSteps(table, contract.names);
  const losses = table.column(lossMetric(table, contract));
  if (epochs !== undefined && hasNumbers(epochs)) {
    const ticks = isEpochInProgress(epochs, losses) ? withinEpochs(epochs, steps) : finiteTicks(epochs);
    return { clock: "epoch", key: contract.names.epoch, timesAt: (rows) => interpolate(ticks, rows) };
  }
  if (steps !== undefined && hasNumbers(steps)) {
    const ticks = finiteTicks(steps);
    return { clock: "step", key: contract.names.step, timesAt: (rows) => interpolate(ticks, rows) };
  }
  return { clock: "record", key: null, timesAt: (rows) => Float64Array.from(rows, (row) => row + 1) };
}

function hasNumbers(column: Column): boolean {
  return column.values.some(Number.isFinite);
}

function finiteTicks({ rows, values }: Column): Ticks {
  if (values.every(Number.isFinite)) {
    return { rows, times: values };
  }
  const kept = rows.filter((_, i) => Number.isFinite(at(values, i)));
  return { rows: kept, times: values.filter(Number.isFinite) };
}

/** Whole numbers that change on fewer than half of the records that hold a loss. */
function isEpochInProgress(epochs: Column, losses: Column | undefined): boolean {
  const { values } = epochs;
  let changes = 1;
  for (let i = 0; i < values.length; i++) {
    const value = at(values, i);
    if (Number.isFinite(value) && !Number.isInteger(value)) {
      return false;
    }
    changes += i > 0 && value !== at(values, i - 1) ? 1 : 0;
  }
  const records = losses === undefined ? values.length : Math.min(values.length, losses.values.length);
  return records > 2 * changes;
}

/** Epochs completed from the number of the epoch in progress and the steps (else records) since it began. */
function withinEpochs(epochs: Column, steps: Column | undefined): Ticks {
  const ticks = finiteTicks(epochs);
  const positions = steps !== undefined && hasNumbers(steps) ? interpolate(finiteTicks(steps), ticks.rows) : null;
  const position = (i: number): number => (positions === null ? i : at(positions, i));
  const starts = new Map<number, number>();
  for (let i = 0; i < ticks.rows.length; i++) {
    const epoch = at(ticks.times, i);
    const known = starts.get(epoch);
    if (known === undefined || position(i) < known) {
      starts.set(epoch, position(i));
    }
  }
  const length = epochLength(starts, position(ticks.rows.length - 1));
  // Spread into Math.min, the epochs of a long run would be more arguments than a call can take.
  const first = ticks.times.reduce((least, epoch) => Math.min(least, epoch), Infinity);
  const offset = first === 1 ? 1 : 0;
  const times = ticks.times.map((epoch, i) => {
    const done = (position(i) - (starts.get(epoch) ?? NaN) + 1) / length;
    return epoch - offset + Math.min(done, 1);
  });
  return { rows: ticks.rows, times };
}

/** Median distance between the starts of neighbouring epochs; the length so far where there is only one epoch. */
function epochLength(starts: ReadonlyMap<number, number>, last: number): number {
  const inOrder = [...starts].sort(([one], [other]) => one - other);
  const lengths: number[] = [];
  for (let i = 1; i < inOrder.length; i++) {
    const [epoch, start] = inOrder[i] ?? [NaN, NaN];
    const [epochBefore, startBefore] = inOrder[i - 1] ?? [NaN, NaN];
    const length = (start - startBefore) / (epoch - epochBefore);
    if (length > 0) {
      lengths.push(length);
    }
  }
  const middle = lengths.sort((one, other) => one - other)[lengths.length >> 1];
  return middle ?? last - (inOrder[0]?.[1] ?? 0) + 1;
}

/** A column's value at each of the given records (increasing), between two that hold one in proportion; NaN outside. */
export function interpolated(column: Column, rows: Uint32Array): Float64Array {
  return interpolate(finiteTicks(column), rows);
}

/** One pass over both row lists. */
function interpolate(ticks: Ticks, rows: Uint32Array): Float64Array {
  const times = new Float64Array(rows.length);
  const count = ticks.rows.length;
  let next = 0;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] ?? 0;
    while (next < count && (ticks.rows[next] ?? 0) < row) {
      next += 1;
    }
    if (next < count && ticks.rows[next] === row) {
      times[i] = at(ticks.times, next);
    } else if (next === 0 || next === count) {
      times[i] = NaN;
    } else {
      const rowBefore = ticks.rows[next - 1] ?? 0;
      const part = (row - rowBefore) / ((ticks.rows[next] ?? 0) - rowBefore);
      times[i] = at(ticks.times, next - 1) + part * (at(ticks.times, next) - at(ticks.times, next - 1));
    }
  }
  return times;
}
