import type { Clock } from "./model/runReview.ts";

/** How long a run is meant to last, as far as anything says it. */
export interface Planned {
  readonly epochs: number | null;
  readonly steps: number | null;
}

/** How long a run is meant to last by its own clock; null where nothing says so. */
export function plannedBy(clock: Clock, planned: Planned | undefined): number | null {
  return (clock === "epoch" ? planned?.epochs : clock === "step" ? planned?.steps : null) ?? null;
}
