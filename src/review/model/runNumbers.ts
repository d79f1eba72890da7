/** The latest value of a metric. */
export interface LastValue {
  readonly metric: string;
  /** Null where the last one is no finite number. */
  readonly value: number | null;
}

/** The best value of a metric and its time by the run's clock. */
export interface BestValue {
  readonly metric: string;
  readonly value: number;
  readonly t: number;
}

/** The numbers that people ask a run for first, by the role of their metric; null where the log holds none. */
export interface RunNumbers {
  readonly trainLoss: LastValue | null;
  /** Line (1-based) from which on no training loss is finite, up to the end of the log; null where the last one is. */
  readonly lostFrom: number | null;
  readonly trainAccuracy: LastValue | null;
  readonly valAccuracy: LastValue | null;
  readonly bestAccuracy: BestValue | null;
  /** Validation loss less the mean of the training loss around it, where the validation loss is lowest. */
  readonly gap: number | null;
  readonly learningRate: LastValue | null;
  /** Time of the last record that has one, by the run's clock. */
  readonly reached: number | null;
  /** Seconds between the first and the last record that say when they were written. */
  readonly wallTime: number | null;
}
