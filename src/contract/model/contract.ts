import type { Cadence } from "./cadence.ts";
import type { NamesByRole } from "../../series/roles/roles.ts";
import type { Role } from "../../series/roles/role.ts";
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

export interface AnalysisSettings {
  /** Epochs over which `alphaEarly` is measured. */
  readonly earlyWindow: readonly [start: number, end: number];
  readonly binsPerEpoch: number;
  /** Seed of every bootstrap: the same log and settings give the same numbers. */
  readonly seed: number;
  /** R2 from which a curve counts as straight on log-log axes. */
  readonly straightness: number;
  /** Settings that only repeat a configuration; null where their names say so (`seed`, `trial`, ...). */
  readonly replicate: readonly string[] | null;
}

/** What a log must hold, by metric name, and how the analysis reads it. */
export interface Contract {
  readonly metrics: ReadonlyMap<string, MetricRule>;
  /** The column that plays each role: the log's own where one does, else the name that is expected. */
  readonly names: Readonly<Record<Role, string>>;
  /** Names that the contract's file gives to roles, the preferred one first; empty where it gives none. */
  readonly given: NamesByRole;
  readonly logs: readonly string[];
  readonly analysis: AnalysisSettings;
  /** Severities of findings where they are not those that the checks give. */
  readonly severities: Severities;
  /** Whether a file says all this; false for the built-in contract. */
  readonly written: boolean;
  /** Whether a file lists the metrics; where it does not, `metrics` are the built-in ones. */
  readonly listed: boolean;
  /**
   * `full`: every metric is asked for as often as its rule says. `soundness`: nothing is asked for; what the log holds is
   * checked for what is wrong whatever anybody expects of it.
   */
  readonly scope: "full" | "soundness";
}
