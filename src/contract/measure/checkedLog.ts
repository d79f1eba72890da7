import type { LogTable } from "../../log/columns/columns.ts";
import type { FolderFacts } from "./folderFacts.ts";
import type { Contract } from "../model/contract.ts";
import type { Diverged } from "../../series/divergence/divergence.ts";
import type { LogClock } from "../../series/clock/logClock.ts";
import type { MetricTrack } from "./metricTrack.ts";
import type { PairWatch } from "./pairWatch.ts";

/** What the checks of a contract's metrics read: what was gathered from the log so far, and the log itself. */
export interface CheckedLog {
  readonly contract: Contract;
  readonly table: LogTable;
  /** Lines that could not be read, each of which may have held a record. */
  readonly lostLines: number;
  readonly clock: LogClock;
  /** One track for each metric of the contract, in the contract's order. */
  readonly tracks: ReadonlyMap<string, MetricTrack>;
  readonly pairs: readonly PairWatch[];
  /** Where the training loss went up for good. */
  readonly diverged: Diverged | null;
  /** The longest time between two losses whose records say the time, in seconds; 0 where there is none. */
  readonly longestGap: number;
  readonly folder: FolderFacts;
}
