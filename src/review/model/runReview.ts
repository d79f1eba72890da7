import type { Finding } from "../../contract/model/finding.ts";
import type { ModelFit, ModelName } from "../../numerics/models/modelFit.ts";
import type { SecondKnee } from "../../numerics/knee/secondKnee.ts";
import type { Clock } from "../../series/clock/clockNames.ts";
import type { ClockFrom } from "../../series/clock/clockRule.ts";
import type { LineMethod } from "../../numerics/regression/robustLine.ts";

export type { Clock } from "../../series/clock/clockNames.ts";

export type Interval = readonly [low: number, high: number];

export interface LossFacts {
  readonly metric: string;
  /** Points (bin means) that the fits read. */
  readonly points: number;
  /** Records left out of the fits, by reason. */
  readonly excluded: {
    readonly nonFinite: number;
    readonly nonPositive: number;
    readonly atZero: number;
    readonly repeated: number;
    /** Records from the one on at which the loss goes up for good. */
    readonly diverged: number;
  };
  /** Time of the record at which the loss goes up for good (the `diverged` finding's), or is no longer finite; else null. */
  readonly divergedAt: number | null;
}

export interface Slope {
  readonly window: Interval;
  readonly alpha: number | null;
  readonly r2: number | null;
  readonly interval: Interval | null;
  /** Least squares, or the robust estimate that outliers called for; null where there is no slope. */
  readonly method: LineMethod | null;
  /** The slope by least squares and by Huber's estimate, whichever `alpha` is; null where there is none. */
  readonly leastSquares: number | null;
  readonly huber: number | null;
  /** Points more than six robust sigmas off the points around them. */
  readonly outliers: number;
  /** Why there is no slope, in words; null where there is one. */
  readonly reason: string | null;
}

/** What the best model does not describe; null where its residuals look like noise. */
export interface Misfit {
  /** Time near which the curve bends once more than the model, or is most unlike it. */
  readonly bendsAt: number;
  /** Twice the log likelihood that such a bend would gain. */
  readonly gain: number;
  /** The model of the highest R2, which need not be the best by AICc: noise that moves slowly hides what that one misses. */
  readonly closest: ModelName;
  /** Whether that one describes the curve closely all the same, though not to within its noise. */
  readonly isClose: boolean;
}

/** Three pieces that meet: an exponential ("switch") or a power law ("twoPower"), then two power laws. */
interface NoiseMemory {
  /** Memory parameter of fractional noise. */
  readonly d: number;
  /** Whether it is likelier than first-order autocorrelation; elsewhere it is not ruled out. */
  readonly isLikely: boolean;
}

type SecondKneeFacts = Omit<SecondKnee, "knee" | "longMemory">;

/** Steps down at the ends of epochs. */
export interface Stairs {
  /** Epochs at whose ends the loss steps down. */
  readonly epochs: readonly number[];
  /** Median part of the loss that a step takes off. */
  readonly size: number;
}

/** Slope over another window than the reported one; null where that holds too few points. */
export interface WindowSlope {
  readonly start: number;
  readonly end: number;
  readonly alpha: number | null;
}

export interface Curvature {
  readonly metric: string;
  readonly plateau: { readonly epoch: number | null; readonly reason: string | null };
  /** Values that are not above 0, left out of the search for a plateau. */
  readonly excluded: number;
  readonly firstFlat: number | null;
  readonly segments: readonly { readonly start: number; readonly end: number; readonly mean: number }[];
}

export interface Noise {
  /** Autocorrelation of neighboring records' residuals: near 0 for white noise, near 1 for slow drifts. */
  readonly lag1: number | null;
  readonly tailPower: number | null;
  readonly floor: number | null;
  readonly bands: readonly { readonly low: number; readonly high: number; readonly power: number }[];
}

/** The course of the learning rate, named from its values. */
export interface Schedule {
  /** What it does after the warm-up; "drops" where it falls by half or more at once, "other" where it has no name. */
  readonly course: "constant" | "cosine" | "linear" | "constantThenLinear" | "drops" | "other";
  /** Time at which it had risen to its highest value; null without a warm-up. */
  readonly warmUpEnd: number | null;
  /** Time at which a rate that was constant begins to fall linearly; null for other courses. */
  readonly constantUntil: number | null;
}

/** The loss that the models expect at the planned end of a run that still grows. */
export interface Forecast {
  /** The planned end, in units of the clock. */
  readonly at: number;
  readonly value: number | null;
  /** 95 % interval of the mean loss of a bin there. */
  readonly interval: Interval | null;
  /** Why there is no forecast, in words; null where there is one. */
  readonly reason: string | null;
}

/** A model of two power laws by rules that leave the joint no freedom, or each piece all of it. */
export interface LiteralPieces {
  readonly breakpoint: number;
  readonly alphaBefore: number;
  readonly alphaAfter: number;
  readonly aic: number;
}

/** The rules of the literature's notes, word for word, next to what the review says. */
export interface Literal {
  readonly knee: {
    /** First start from which a power law beats an exponential by 2 AIC on all that follows. */
    readonly epoch: number | null;
    /** AIC of the exponential less that of the power law, from each start. */
    readonly differences: readonly { readonly start: number; readonly difference: number }[];
  };
  readonly twoPower: {
    /** Two power laws that meet in the middle of the time. */
    readonly fixed: LiteralPieces | null;
    /** Two power laws on either side of the best split with 15 points on each, which need not meet. */
    readonly split: LiteralPieces | null;
  };
  /** One power law by Huber's estimate at 1.5 sigma. */
  readonly huber: { readonly tuning: number; readonly alpha: number } | null;
  /** Mean power of the 16 highest Fourier bins of the last 512 losses, not divided by their number. */
  readonly psdTail: number | null;
  /** First flat stretch of the smoothed curvature on whole epochs. */
  readonly lambdaPlateau: number | null;
}

/** Intervals by bootstrap, next to those of the profile. */
interface BootstrapIntervals {
  readonly seed: number;
  readonly knee: Interval;
  readonly alpha: Interval;
}

/**
 * Everything that the analysis says of one run: plain data, the same in the panel and on the command line,
 * where `slopewise analyze --format json` prints it as it is. Absent parts are null, never left out.
 */
export interface RunReview {
  readonly run: string;
  /** Path of the log relative to the workspace folder or to the path that was asked for. */
  readonly log: string;
  readonly records: number;
  readonly clock: Clock;
  /** The rule by which the clock was read, and that rule in a sentence. */
  readonly clockFrom: ClockFrom;
  /** Two or three sentences: what the curve shows and how sure that is. */
  readonly summary: string;
  readonly loss: LossFacts | null;
  readonly window: { readonly start: number; readonly end: number; readonly endsAt: "end" | "lrDrop" } | null;
  readonly fits: Readonly<Record<ModelName, ModelFit>> | null;
  readonly best: ModelName | null;
  /** Null too where three pieces describe what the best model misses: see `secondKnee`. */
  readonly misfit: Misfit | null;
  /** Where the curve bends twice: three pieces that beat every model of the set; else null. */
  readonly secondKnee: SecondKneeFacts | null;
  /** Memory parameter d of what the best model leaves: above 0.2 intervals are too narrow. Null under 100 points. */
  readonly longMemory: number | null;
  /** Noise about the best model that has, or may have, a long memory, for which the intervals then allow; null elsewhere. */
  readonly noiseMemory: NoiseMemory | null;
  readonly knee: {
    readonly epoch: number | null;
    /** Of the knee; without one, where the switch must lie that is too close to an end to be placed. */
    readonly interval: Interval | null;
    readonly reason: string | null;
    /** True while the run still grows and the knee moves with what comes. */
    readonly provisional: boolean;
  } | null;
  readonly firstPowerWin: { readonly epoch: number; readonly atStart: boolean } | null;
  readonly slopes: {
    readonly early: Slope;
    readonly full: Slope;
    /** Over windows that were asked for, both ends included. */
    readonly windows: readonly Slope[];
    /** The full slope over a grid of other starts and ends: how much it depends on the window. */
    readonly sensitivity: readonly WindowSlope[];
  } | null;
  /** Of the best switch, on request; null unless asked for, and without a switch. */
  readonly bootstrap: BootstrapIntervals | null;
  /** On request; null unless asked for, and without points to fit. */
  readonly literal: Literal | null;
  readonly curvature: Curvature | null;
  readonly noise: Noise | null;
  readonly bestVal: { readonly metric: string; readonly value: number; readonly epoch: number } | null;
  /** Epochs (or steps) at which the learning rate fell by half or more within one bin. */
  readonly lrDrops: readonly number[];
  /** Steps of the loss at the ends of epochs, which are not taken for drops; null where there are none. */
  readonly stairs: Stairs | null;
  /** Time at which the learning rate had risen to its highest value; null without a warm-up or a rate. */
  readonly warmUpEnd: number | null;
  /** Null without a rate. */
  readonly schedule: Schedule | null;
  /** Null for a run that is over, or of which nobody knows when it ends. */
  readonly forecast: Forecast | null;
  /** What tells of the drops: the learning rate, or the loss itself where no rate is logged. */
  readonly lrDropsFrom: "learningRate" | "loss";
  readonly findings: readonly Finding[];
}
