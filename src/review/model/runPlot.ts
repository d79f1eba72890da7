import type { ModelName } from "../../numerics/models/modelFit.ts";
import type { Spectrum } from "../../numerics/series/welch.ts";
import type { AxisId } from "./axisIds.ts";
import type { RunNumbers } from "./runNumbers.ts";
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

/** What the best model leaves of the logarithm of the loss, looked at from four sides. */
export interface Residuals {
  readonly model: ModelName;
  /** Residuals of the bin means against t, within the fit's window. */
  readonly overTime: Points;
  /** Autocorrelation (`y`) of the bins at lags 1, 2, ... (`t`). */
  readonly correlation: Points;
  /** Autocorrelations of white noise lie within plus and minus this 95 times in a hundred. */
  readonly correlationLimit: number;
  /** Standardised residuals (`y`) against the normal quantiles (`t`) that they would have. */
  readonly quantiles: Points;
  /** Power spectral density of the residuals record by record; null where there are too few. */
  readonly spectrum: Spectrum | null;
}

/** A column that holds one value throughout. */
export interface ConstantMetric {
  readonly metric: string;
  readonly value: number;
}

/** What a panel draws of one run; every number that is only drawn, none that is read. */
export interface RunPlot {
  readonly clock: Clock;
  /** Name of the column that the clock is read off; null where it counts records. */
  readonly clockKey: string | null;
  /** What the x axis may show: the clock first. */
  readonly axes: readonly AxisId[];
  /** What the log's `time` says of its first record that holds one, as logged: seconds since 1970 or since some start. */
  readonly start: number | null;
  /** Names of all columns of the log that hold numbers, for a panel to ask for. */
  readonly metrics: readonly string[];
  /** Those among them that hold one value throughout. */
  readonly constants: readonly ConstantMetric[];
  /** Every record with a training loss, in record order, non-finite values included. */
  readonly loss: Points;
  /** Means over bins, which are what the fits read. */
  readonly lossBins: Points;
  readonly lossVal: Points;
  readonly curves: readonly Curve[];
  readonly lambdaMax: Points;
  readonly lambdaMaxEwma: Points;
  /** What the smoothed curvature stays within once it has settled; null where it has not. */
  readonly lambdaMaxBand: readonly [low: number, high: number] | null;
  readonly residuals: Residuals | null;
  /** Whether lines of the log are records, as of one that is no text. */
  readonly inRecords: boolean;
  /** For the head of the page. */
  readonly numbers: RunNumbers;
}

/** The lines of a plot by name. What thins, sends or moves a plot has each of them, so that none is forgotten. */
export type PlotLines = { readonly [Name in keyof RunPlot as RunPlot[Name] extends Points ? Name : never]: Points };
