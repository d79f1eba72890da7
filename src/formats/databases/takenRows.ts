import type { Questions } from "./sqlite.ts";

/** The rows of one run in the table `metrics` that were taken, by their numbers. */
export interface TakenRows {
  readonly first: number;
  /** Zero where none was taken yet. */
  readonly last: number;
  readonly count: number;
}

/** Where a table has the id of a row's run, and the number of the row. */
interface RunColumns {
  readonly run: "run_id" | "run_name" | "run_uuid";
  readonly row: "id" | "rowid";
}

export const noRows: TakenRows = { first: 0, last: 0, count: 0 };

/** Those that were taken and the one with this number, which comes after them. */
export function withRow({ first, last, count }: TakenRows, row: number): TakenRows {
  return { first: last === 0 ? row : first, last: row, count: count + 1 };
}

/**
 * What tells the rows that were taken from those of another store, or from what they are now: a store that was cleaned up
 * numbers its rows again. It is their count, and all that the first and the last of them hold: the rows between are not
 * read, so that a look at a long run costs little more than one at a short run. `id`: that of the run.
 */
export function printOf(
  database: Questions,
  { run, row, id }: RunColumns & { readonly id: string },
  taken: TakenRows,
): string {
  const counted = database.all(`SELECT COUNT(*) AS n FROM metrics WHERE ${run} = ? AND ${row} <= ?`, id, taken.last);
  return printOfTaken(database, row, { ...taken, count: Number(counted[0]?.["n"]) });
}

/** The same right after they were taken: nothing has to be counted. */
export function printOfTaken(database: Questions, row: RunColumns["row"], { first, last, count }: TakenRows): string {
  const ends = database.all(`SELECT * FROM metrics WHERE ${row} IN (?, ?) ORDER BY ${row}`, first, last);
  return JSON.stringify([count, ends]);
}
