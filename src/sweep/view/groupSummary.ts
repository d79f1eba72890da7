import { standardDeviation } from "../../numerics/groups/meanInterval.ts";
import { mean } from "../../numerics/stats/mean.ts";
import { grouped } from "../table/design.ts";
import type { ColumnInfo, RunRow } from "./runRow.ts";

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

/**
 * The results of a group by column. Replicates are averaged first, so that a configuration with many seeds weighs as much
 * as one with few; runs that have diverged are left out.
 * `configurationOf`: the configuration that a run repeats.
 */
export function summarize(
  rows: readonly RunRow[],
  columns: readonly ColumnInfo[],
  configurationOf: (row: RunRow) => string,
): Readonly<Record<string, CellSummary>> {
  const sound = rows.filter(({ state }) => state !== "diverged" && state !== "nan");
  const configurations = [...grouped(sound, configurationOf).values()];
  const summaries = columns
    .filter(({ part, kind }) => part === "result" && kind === "number")
    .flatMap((column) => {
      const summary = summaryOf(column, configurations);
      return summary === null ? [] : [[column.id, summary] as const];
    });
  return Object.fromEntries(summaries);
}

function summaryOf({ id, better }: ColumnInfo, configurations: readonly (readonly RunRow[])[]): CellSummary | null {
  const parts = configurations.map((rows) => valuesOf(rows, id)).filter((values) => values.length > 0);
  const [only, ...others] = parts;
  if (only === undefined) {
    return null;
  }
  const all = parts.flatMap((values) => [...values]);
  const means = Float64Array.from(parts, (values) => mean(values));
  const isOne = others.length === 0;
  return {
    n: all.length,
    mean: mean(means),
    sd: standardDeviation(isOne ? only : means),
    spreadOf: isOne ? "replicates" : "configurations",
    best: better === null ? null : better === "low" ? Math.min(...all) : Math.max(...all),
  };
}

function valuesOf(rows: readonly RunRow[], id: string): Float64Array {
  return Float64Array.from(
    rows
      .map(({ cells }) => cells[id])
      .filter((cell): cell is number => typeof cell === "number" && Number.isFinite(cell)),
  );
}
