import type { LossUnit } from "../lossMetric.ts";

/** What `t` counts: epochs completed, steps completed or, without either, records. */
export type Clock = "epoch" | "step" | "record";

/** The keys of a log that say what time it is. */
export interface ClockNames {
  readonly step: string;
  readonly epoch: string;
  readonly trainLoss: string;
}

/** What the clock needs of a contract. */
export interface ClockContract {
  readonly names: ClockNames;
  readonly metrics: ReadonlyMap<string, LossUnit & { readonly every: { readonly kind: string } }>;
}
