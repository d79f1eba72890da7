import type { Interval } from "../../numerics/stats/interval.ts";
import type { SweepRow } from "./sweepRow.ts";

/** One run of a sweep with all that its table says of it, beyond what the statistics read. */
export interface SweepRun extends SweepRow {
  /** Path of the log, from the folder that was asked for. */
  readonly log: string;
  readonly format: string;
  /** How the run stands: `ended`, `live`, `diverged`, ... */
  readonly state: string;
  readonly records: number;
  /** Epochs completed; null where the log holds none. */
  readonly epochs: number | null;
  /** Epoch (or step) at which the loss goes up for good. */
  readonly divergedAt: number | null;
  readonly bestValEpoch: number | null;
  readonly lastTrain: number | null;
  readonly lastVal: number | null;
  readonly alphaEarlyInterval: Interval | null;
  readonly alphaFullInterval: Interval | null;
  readonly bestModel: string | null;
  readonly kneeInterval: Interval | null;
  readonly findings: { readonly error: number; readonly warning: number };
  readonly note: string;
}
