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

/** What a person may decide about a run. */
export const verdicts = ["accept", "exclude", "rerun"] as const;

export type Verdict = (typeof verdicts)[number];

/** One run of a sweep, as its table has it. Absent numbers are null. */
export interface SweepRow {
  readonly run: string;
  readonly diverged: boolean;
  readonly verdict: Verdict | null;
  /** Settings by flattened key, in the table's order. */
  readonly settings: ReadonlyMap<string, SettingValue>;
  readonly measures: Readonly<Record<Measure, number | null>>;
  /** AICc by model, as far as it was fitted. */
  readonly aicc: ReadonlyMap<string, number>;
  /** Slope by window of epochs, `5-15`, as far as it was fitted. */
  readonly windows: ReadonlyMap<string, number>;
}
