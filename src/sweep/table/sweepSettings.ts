import type { AnalysisSettings } from "../../contract/model/contract.ts";
import { builtInContract } from "../../contract/model/builtIn.ts";

/** How a sweep is read as a whole. */
export type SweepSettings = Pick<AnalysisSettings, "straightness" | "replicate">;

/**
 * What the contracts of a sweep's runs, one a run, say of the sweep as a whole. A setting that any of them calls a
 * replicate is one; a threshold of straightness holds where all agree on it, else the built-in one.
 */
export function sweepSettingsOf(runs: readonly SweepSettings[]): SweepSettings {
  const [first] = runs;
  const replicate = new Set(runs.flatMap((run) => run.replicate ?? []));
  const agree = first !== undefined && runs.every(({ straightness }) => straightness === first.straightness);
  return {
    straightness: agree ? first.straightness : builtInContract.analysis.straightness,
    replicate: replicate.size === 0 ? null : [...replicate],
  };
}
