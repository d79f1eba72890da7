import type { Cadence } from "./cadence.ts";
import type { Severities } from "./severities.ts";

/** Name of the file that holds a contract, in the run's folder or any above it. */
export const contractFileName = "metrics.contract.json";

/** The metric equals `scale` times another one, so it can be computed where it was not logged. */
export interface Derivation {
  readonly from: string;
  readonly scale: number;
}

export interface MetricRule {
  readonly every: Cadence;
  readonly min: number | null;
  readonly max: number | null;
  readonly derive: Derivation | null;
}

/** The parts that the analysis plays; `names` of a contract says which key of the log plays each. */
export const roles = ["trainLoss", "valLoss", "step", "epoch", "time", "learningRate", "curvature"] as const;

export type Role = (typeof roles)[number];

export interface AnalysisSettings {
  /** Epochs over which `alphaEarly` is measured. */
  readonly earlyWindow: readonly [start: number, end: number];
  readonly binsPerEpoch: number;
  /** Seed of every bootstrap: the same log and settings give the same numbers. */
  readonly seed: number;
}

/** What a log must hold, by metric name, and how the analysis reads it. */
export interface Contract {
  readonly metrics: ReadonlyMap<string, MetricRule>;
  readonly names: Readonly<Record<Role, string>>;
  readonly logs: readonly string[];
  readonly analysis: AnalysisSettings;
  /** Severities of findings where they are not those that the checks give. */
  readonly severities: Severities;
  /** Whether a file says all this; false for the built-in contract. */
  readonly written: boolean;
}
