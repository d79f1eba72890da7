import type { Noise } from "./noise.ts";
import type { Shape } from "./simulate.ts";

/** What is true of a simulated run, as far as a review can say it. */
export interface Truth {
  /** Where an exponential turns into a power law; absent where there is no knee to find. */
  readonly knee?: number;
  /** Slope of the power law that the run follows throughout, or after its knee. */
  readonly alpha?: number;
  /** Parameters of the model that it follows. */
  readonly params?: {
    readonly model: "offsetPower" | "shiftedPower" | "exponential";
    readonly of: Readonly<Record<string, number>>;
  };
  /** Between which times the loss drops. */
  readonly drop?: readonly [from: number, to: number];
  /** Whether the loss steps down at the ends of epochs. */
  readonly stairs?: boolean;
  /** Where a curve of three pieces bends again. */
  readonly secondKnee?: number;
  /** Whether none of the models has its shape. */
  readonly isUnknownShape?: boolean;
}

/** Tables of the report. */
export type Table = "none" | "switch" | "floor" | "bend" | "drop";

/** Runs of one known truth. */
export interface Cell {
  readonly table: Table;
  readonly name: string;
  /** Times of the records, in epochs completed or in steps. */
  readonly t: Float64Array;
  readonly clock: "epoch" | "step";
  /** What the log's epochs say of a time; the time itself by default. */
  readonly logged?: (t: number) => number;
  readonly shape: Shape;
  readonly noise: Noise;
  readonly truth: Truth;
  /** Learning rate at a time, where it is logged. */
  readonly rate?: (t: number) => number;
}

/** Times evenly spaced up to an end. */
export function evenTimes(count: number, end: number): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => ((i + 1) * end) / count);
}

/** Times evenly spaced in their logarithm. */
export function logTimes(count: number, start: number, end: number): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => start * (end / start) ** (i / (count - 1)));
}
