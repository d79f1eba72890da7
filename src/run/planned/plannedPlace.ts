/** A place in a file of settings that says how many epochs or steps were planned. */
export interface PlannedPlace {
  readonly count: number;
  readonly key: string;
  /** Where the key stands in the text, in UTF-16 code units. */
  readonly offset: number;
  /** How many objects it is inside, beyond the outermost. */
  readonly depth: number;
}

/** Whether a value can be a number of epochs or steps: some trainers write -1 or null for "no limit". */
export function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value) && value > 0;
}
