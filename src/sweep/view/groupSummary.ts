import { standardDeviation } from "../../numerics/groups/meanInterval.ts";
import { mean } from "../../numerics/stats/mean.ts";
import type { RowColumns } from "./rowColumns.ts";
import type { ColumnInfo, RunRow } from "../rows/runRow.ts";

/** A result of a group of runs. */
export interface CellSummary {
  /** Runs that have it. */
  readonly n: number;
  readonly mean: number;
  /** Spread over configurations, or over the replicates of one; null for one value. */
  readonly sd: number | null;
  readonly spreadOf: "configurations" | "replicates";
  /** The best value by the column's direction; null where it has none. */
  readonly best: number | null;
}

/** The results of a group. */
export interface GroupResults {
  /** What the group came to in a column; null where it is no result, or no run of the group has a number there. */
  of(column: ColumnInfo): CellSummary | null;
  /** Its run with the lowest best validation loss, or last training loss where none has a validation loss; null for none. */
  bestRun(): RunRow | null;
}

/** The rows of a group. */
export interface GroupRows {
  /** Places of its runs that count: neither lost nor excluded. */
  readonly sound: readonly number[];
  /** The number of the configuration that each row repeats. */
  readonly configurations: Int32Array;
  readonly columns: RowColumns;
  /** The row at a place. */
  readonly rows: readonly RunRow[];
}

/** Columns of losses that runs are compared by, the first that any of them has. */
const losses = ["best_val", "last_train"];

/**
 * The results of a group by column, each summed up when it is first asked for: of thousands of groups few are in sight.
 * Replicates are averaged first, so that a configuration with many seeds weighs as much as one with few.
 */
export class GroupSummary implements GroupResults {
  readonly #rows: GroupRows;
  readonly #known = new Map<string, CellSummary | null>();

  constructor(rows: GroupRows) {
    this.#rows = rows;
  }

  of(column: ColumnInfo): CellSummary | null {
    const known = this.#known.get(column.id);
    if (known !== undefined) {
      return known;
    }
    const summary = column.part === "result" && column.kind === "number" ? summaryOf(column, this.#rows) : null;
    this.#known.set(column.id, summary);
    return summary;
  }

  bestRun(): RunRow | null {
    const { sound, columns, rows } = this.#rows;
    for (const id of losses) {
      const numbers = columns.numbers(id);
      const known = sound.filter((place) => Number.isFinite(numbers[place]));
      const [first, ...others] = known;
      if (first !== undefined) {
        const lossAt = (place: number): number => numbers[place] ?? Infinity;
        return rows[others.reduce((best, place) => (lossAt(place) < lossAt(best) ? place : best), first)] ?? null;
      }
    }
    return null;
  }
}

function summaryOf({ id, better }: ColumnInfo, { sound, configurations, columns }: GroupRows): CellSummary | null {
  const numbers = columns.numbers(id);
  const parts = new Map<number, number[]>();
  let [n, least, most] = [0, Infinity, -Infinity];
  for (const row of sound) {
    const value = numbers[row] ?? NaN;
    if (!Number.isNaN(value)) {
      const configuration = configurations[row] ?? -1;
      const part = parts.get(configuration) ?? [];
      parts.set(configuration, part);
      part.push(value);
      [n, least, most] = [n + 1, Math.min(least, value), Math.max(most, value)];
    }
  }
  const values = [...parts.values()].map((part) => Float64Array.from(part));
  const [only, ...others] = values;
  if (only === undefined) {
    return null;
  }
  const means = Float64Array.from(values, (part) => mean(part));
  const isOne = others.length === 0;
  return {
    n,
    mean: mean(means),
    sd: standardDeviation(isOne ? only : means),
    spreadOf: isOne ? "replicates" : "configurations",
    best: better === null ? null : better === "low" ? least : most,
  };
}
