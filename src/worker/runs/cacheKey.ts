import type { WorkerSettings } from "../../protocol/worker.ts";

/** All that a snapshot depends on beside the log and its CSV. */
export interface CacheKey {
  readonly csv: WorkerSettings["csv"];
  readonly escapeFormulas: boolean;
  readonly builtIn: WorkerSettings["builtIn"];
  readonly csvPath: string;
  /** Path and text of the contract file; null where there is none, or it cannot be read. */
  readonly contractPath: string | null;
  readonly contractText: string | null;
  /** Changes when a file of the run's folder that explains the log comes, goes or is written to. */
  readonly folder: string;
}

/** Whether what was found in one would be found in the other. */
export function sameCacheKey(one: CacheKey, other: CacheKey): boolean {
  return (
    one.csv === other.csv &&
    one.escapeFormulas === other.escapeFormulas &&
    one.builtIn === other.builtIn &&
    one.csvPath === other.csvPath &&
    one.contractPath === other.contractPath &&
    one.contractText === other.contractText &&
    one.folder === other.folder
  );
}
