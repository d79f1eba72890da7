import type { RunReview } from "../review/model/runReview.ts";
import type { SettingValue } from "../sweep/table/sweepRow.ts";

/** What a comparison says of a run besides its review. */
export interface ComparedFacts {
  readonly run: string;
  readonly log: string;
  readonly state: string | null;
  readonly settings: Readonly<Record<string, SettingValue | null>>;
}

/** A run among others that it is compared with: its settings, its best loss, its slope and its knee with their 95% CIs. */
export function comparedRun(
  { best, bestVal, loss, knee, slopes, records }: RunReview,
  { run, log, state, settings }: ComparedFacts,
): object {
  return {
    ...{ run, log, state, records, settings },
    divergedAt: loss?.divergedAt ?? null,
    bestVal,
    bestModel: best,
    knee,
    alpha: slopes === null ? null : { value: slopes.full.alpha, ci95: slopes.full.interval },
  };
}
