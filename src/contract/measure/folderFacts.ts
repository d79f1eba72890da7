/** How many epochs or steps a run was meant to last, and where that is said. */
export interface PlannedCount {
  readonly count: number;
  /** Name of the file in the run's folder, the key in it and its line (1-based). */
  readonly file: string;
  readonly key: string;
  readonly line: number;
}

/** How long a run was meant to last, as far as the files of its folder say. */
export interface PlannedLength {
  readonly epochs: PlannedCount | null;
  readonly steps: PlannedCount | null;
}

/** Trainers end a little before a whole number of epochs, where the last batch is not full: by less than this. */
export const nearlyAll = 0.25;

/** Another log of the same run folder and the keys of its records. */
export interface OtherLog {
  readonly name: string;
  readonly keys: readonly string[];
}

/** What a run's folder says of a log besides its records: how the run was meant, and which other logs there are. */
export interface FolderFacts {
  /** Name of the log itself; empty where nobody knows. */
  readonly log: string;
  /** What a run that has stopped was meant to last; null for one that goes on, and where nothing says it. */
  readonly planned: PlannedLength | null;
  readonly others: readonly OtherLog[];
}

export const emptyFolder: FolderFacts = { log: "", planned: null, others: [] };
