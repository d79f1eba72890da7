import type { Finding } from "../../contract/model/finding.ts";
import type { RunStatus } from "../../protocol/worker.ts";
import { pollOf, snapshotOf, type LoadState } from "./loadState.ts";
import { emptySnapshot } from "./runSnapshot.ts";

/** What the owner of a run knows of it besides its state. */
export interface StatusParts {
  readonly log: string;
  readonly csvPath: string;
  /** As they are shown: with the severities that hold now. */
  readonly findings: readonly Finding[];
  /** Milliseconds since 1970; null before the first poll has ended. */
  readonly lastRead: number | null;
  /** 0 to 1 while a long read is under way; else null. */
  readonly progress: number | null;
  readonly lastGrowth: number | null;
}

/** A run's status for the lists of runs and of problems, of one moment: pure. */
export function runStatus(state: LoadState, parts: StatusParts): RunStatus {
  const gone = pollOf(state)?.gone ?? false;
  const { records, position, losses, life, outcome } = snapshotOf(state) ?? emptySnapshot;
  const { lostSince } = outcome;
  return {
    ...{ ...parts, records, clock: position.clock, last: position.value, losses, gone, life: gone ? null : life },
    ...(lostSince === undefined ? {} : { lostSince }),
  };
}
