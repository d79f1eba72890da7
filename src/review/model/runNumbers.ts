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

/** Where a training loss stopped being a number for good. */
export interface LostLoss {
  /** 1-based. */
  readonly line: number;
  /** By the run's clock; null where it does not say. */
  readonly t: number | null;
  /** Whether it is NaN there; else it is infinite. */
  readonly isNan: boolean;
}

/** The numbers that people ask a run for first, by the role of their metric; null where the log holds none. */
export interface RunNumbers {
  readonly trainLoss: LastValue | null;
  /** From where on no training loss is finite, up to the end of the log; null where the last one is. */
  readonly lost: LostLoss | null;
  readonly trainAccuracy: LastValue | null;
  readonly valAccuracy: LastValue | null;
  readonly bestAccuracy: BestValue | null;
  /** Validation loss less the mean of the training loss around it, where the validation loss is lowest. */
  readonly gap: number | null;
  readonly learningRate: LastValue | null;
  /** The latest values of the first metrics of a run without a training loss. */
  readonly others: readonly LastValue[];
  /** Time of the last record that has one, by the run's clock. */
  readonly reached: number | null;
  /** Seconds between the first and the last record that say when they were written. */
  readonly wallTime: number | null;
}
