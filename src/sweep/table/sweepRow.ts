/** What a setting of a run may be. */
export type SettingValue = number | string | boolean;

/** The numbers of a run that statistics of a sweep read. */
export const measures = [
  "bestVal",
  "alphaEarly",
  "alphaFull",
  "r2",
  "knee",
  "plateau",
  "noiseFloor",
  "tailPower",
] as const;

export type Measure = (typeof measures)[number];

/**
 * Numbers of a run that say how far others can be trusted, by their columns: slopes by least squares (`_ls`) and by Huber's
 * estimate, whichever was chosen, and how far its loss in bits is off that in nats.
 */
export const doubts = [
  "alpha_early_ls",
  "alpha_early_huber",
  "alpha_full_ls",
  "alpha_full_huber",
  "units_error",
] as const;

export type Doubt = (typeof doubts)[number];

/** What a person may decide about a run. */
export const verdicts = ["accept", "exclude", "rerun"] as const;

export type Verdict = (typeof verdicts)[number];

/** How far a run has come: it may go on, it stopped before what was planned, or it is over. */
type RunStage = "training" | "stopped" | "over";

/** How far a run has come by its state; a table of another program has states of its own, which say nothing. */
export function stageOf(state: string): RunStage {
  switch (state) {
    case "live":
    case "stalled":
      return "training";
    case "stopped":
      return "stopped";
    default:
      return "over";
  }
}

/** One run of a sweep, as its table has it. Absent numbers are null. */
export interface SweepRow {
  readonly run: string;
  readonly diverged: boolean;
  /** Where it may go on, its numbers are not what it comes to. */
  readonly stage: RunStage;
  readonly verdict: Verdict | null;
  /** Settings by flattened key, in the table's order. */
  readonly settings: ReadonlyMap<string, SettingValue>;
  readonly measures: Readonly<Record<Measure, number | null>>;
  /** As far as they are known. */
  readonly doubts: ReadonlyMap<Doubt, number>;
  /** AICc by model, as far as it was fitted. */
  readonly aicc: ReadonlyMap<string, number>;
  /** Slope by window of epochs, `5-15`, as far as it was fitted. */
  readonly windows: ReadonlyMap<string, number>;
}
