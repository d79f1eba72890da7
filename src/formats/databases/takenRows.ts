import type { Questions } from "./sqlite.ts";

/** The rows of one run in the table `metrics` that were taken, by their numbers. */
export interface TakenRows {
  readonly first: number;
  /** Zero where none was taken yet. */
  readonly last: number;
}

/** Where a table has the id of a row's run, and the number of the row. */
interface RunColumns {
  readonly run: "run_id" | "run_name" | "run_uuid";
  readonly row: "id" | "rowid";
}

export const noRows: TakenRows = { first: 0, last: 0 };

/** Those that were taken and the one with this number, which comes after them. */
export function withRow({ first, last }: TakenRows, row: number): TakenRows {
  return { first: last === 0 ? row : first, last: row };
}

/**
 * What tells the rows that were taken from those of another store, or from what they are now: a store that was cleaned up
 * numbers its rows again. It is their count, and all that the first and the last of them hold: the rows between are not
 * read, so that a look at a long run costs little more than one at a short run. `id`: that of the run.
 */
export function printOf(
  database: Questions,
  { run, row, id }: RunColumns & { readonly id: string },
  { first, last }: TakenRows,
): string {
  const count = database.all(`SELECT COUNT(*) FROM metrics WHERE ${run} = ? AND ${row} <= ?`, id, last);
  const ends = database.all(`SELECT * FROM metrics WHERE ${row} IN (?, ?) ORDER BY ${row}`, first, last);
  return JSON.stringify([count, ends]);
}
