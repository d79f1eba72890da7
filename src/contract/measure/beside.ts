import type { PlannedEpochs } from "./plannedEpochs.ts";

/** Another log of the same run folder and the keys of its records. */
export interface OtherLog {
  readonly name: string;
  readonly keys: readonly string[];
}

/** What is known of a log besides its records: how the run was meant, and what stands beside it. */
export interface Beside {
  /** Name of the log itself; empty where nobody knows. */
  readonly log: string;
  /** What a run that has stopped was meant to last; null for one that goes on, and where nothing says it. */
  readonly planned: PlannedEpochs | null;
  readonly others: readonly OtherLog[];
}

export const nothingBeside: Beside = { log: "", planned: null, others: [] };
