import type { WorkerSettings } from "../../../protocol/worker.ts";
import type { NamesByRole } from "../../../review/model/readAs.ts";
import type { LoadedContract } from "../../../run/contracts.ts";

/** All that a snapshot depends on besides the log and its CSV. */
export interface CacheKey {
  readonly csv: WorkerSettings["csv"];
  readonly escapeFormulas: boolean;
  readonly builtIn: WorkerSettings["builtIn"];
  /** The columns that a person chose, as JSON. */
  readonly chosen: string;
  readonly csvPath: string;
  /** Path and text of the contract file; null where there is none, or it cannot be read. */
  readonly contractPath: string | null;
  readonly contractText: string | null;
  /** Changes when a file of the run's folder that explains the log comes, goes or is written to. */
  readonly folder: string;
}

/** What a snapshot of a run depends on under some settings and its contract; null where there is none yet. */
export function cacheKeyOf(
  { csv, escapeFormulas, builtIn }: WorkerSettings,
  contract: LoadedContract | null,
  own: { readonly chosen: NamesByRole | undefined; readonly csvPath: string; readonly folder: string },
): CacheKey {
  const { path: contractPath, text: contractText } = contract ?? { path: null, text: null };
  return { csv, escapeFormulas, builtIn, contractPath, contractText, ...own, chosen: JSON.stringify(own.chosen ?? {}) };
}

/** Whether what was found in one would be found in the other. */
export function sameCacheKey(one: CacheKey, other: CacheKey): boolean {
  return (
    one.csv === other.csv &&
    one.escapeFormulas === other.escapeFormulas &&
    one.builtIn === other.builtIn &&
    one.chosen === other.chosen &&
    one.csvPath === other.csvPath &&
    one.contractPath === other.contractPath &&
    one.contractText === other.contractText &&
    one.folder === other.folder
  );
}
