import type { ModelName } from "../numerics/modelFit.ts";
import type { Clock } from "./runReview.ts";

/** Points of a line; both arrays have the same length. */
export interface Points {
  readonly t: Float64Array;
  readonly y: Float64Array;
}

/** A fitted model, evaluated for drawing; outside the fit's own window it is an extrapolation. */
export interface Curve extends Points {
  readonly model: ModelName;
  readonly window: readonly [start: number, end: number];
}

/** What a panel draws of one run; every number that is only drawn, none that is read. */
export interface RunPlot {
  readonly clock: Clock;
  /** Every record with a training loss, in record order, non-finite values included. */
  readonly loss: Points;
  /** Means over bins, which are what the fits read. */
  readonly lossBins: Points;
  readonly lossVal: Points;
  readonly curves: readonly Curve[];
  readonly lambdaMax: Points;
  readonly lambdaMaxEwma: Points;
}
