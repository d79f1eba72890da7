/** Values under more keys of a log than this are left out, so that no log takes all memory. */
export const usualMostKeys = 50_000;

/** What was left out of a table: so many values, under keys that came after `most` others. */
export interface LeftOut {
  readonly most: number;
  readonly values: number;
}
