import type { LogTable } from "../../log/columns/columns.ts";
import type { Derivation } from "../model/contract.ts";

/** Below this the rounding of a log to two decimals hides what a value was computed from. */
const leastComparable = 0.1;
/** Relative difference that rounding and averaging explain. */
const tolerance = 0.02;

/** Compares a derivable metric with the one it derives from, record by record. */
export class PairWatch {
  readonly metric: string;
  readonly derivation: Derivation;
  compared = 0;
  wrong = 0;
  firstWrongRow = -1;
  /** Wrong pairs that hold the same number twice, and those that hold the two units the wrong way round. */
  same = 0;
  swapped = 0;
  #firstRatio = Number.NaN;
  #nextSource = 0;
  #nextDerived = 0;

  constructor(metric: string, derivation: Derivation) {
    this.metric = metric;
    this.derivation = derivation;
  }

  get firstRatio(): number {
    return this.#firstRatio;
  }

  /** Compares the new values of the two columns; each is read up to where the table ends. */
  read(table: LogTable): void {
    const source = table.column(this.derivation.from);
    const derived = table.column(this.metric);
    if (source === undefined || derived === undefined) {
      return;
    }
    // What was dropped of one column without a match has none in the other one either.
    let from = Math.max(0, this.#nextSource - (source.dropped ?? 0));
    let at = Math.max(0, this.#nextDerived - (derived.dropped ?? 0));
    while (from < source.rows.length && at < derived.rows.length) {
      const sourceRow = source.rows[from] ?? 0;
      const row = derived.rows[at] ?? 0;
      if (sourceRow === row) {
        this.#compare(row, source.values[from] ?? Number.NaN, derived.values[at] ?? Number.NaN);
      }
      from += sourceRow <= row ? 1 : 0;
      at += row <= sourceRow ? 1 : 0;
    }
    this.#nextSource = from + (source.dropped ?? 0);
    this.#nextDerived = at + (derived.dropped ?? 0);
  }

  /** Both values of one record. */
  #compare(row: number, from: number, value: number): void {
    const { scale } = this.derivation;
    const expected = from * scale;
    if (!(Math.abs(expected) >= leastComparable && Number.isFinite(expected) && Number.isFinite(value))) {
      return;
    }
    this.compared += 1;
    if (isNear(value, expected)) {
      return;
    }
    if (this.wrong === 0) {
      this.firstWrongRow = row;
      this.#firstRatio = value / from;
    }
    this.wrong += 1;
    this.same += isNear(value, from) ? 1 : 0;
    this.swapped += isNear(value, from / scale) ? 1 : 0;
  }
}

function isNear(value: number, expected: number): boolean {
  return Math.abs(value - expected) <= Math.abs(expected) * tolerance + 0.005;
}
