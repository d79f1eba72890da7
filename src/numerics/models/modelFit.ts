/** The models of a loss curve; their formulas are in the design's "Words and definitions". */
export const modelNames = [
  "exponential",
  "power",
  "shiftedPower",
  "twoPower",
  "offsetPower",
  "offsetExponential",
  "switch",
] as const;

export type ModelName = (typeof modelNames)[number];

/** The models of one piece, without a joint. */
export const singleModels = [
  "exponential",
  "power",
  "shiftedPower",
  "offsetPower",
  "offsetExponential",
] as const satisfies readonly ModelName[];

export type SingleModel = (typeof singleModels)[number];

/** A 95 % interval of a parameter. */
export type ParameterInterval = readonly [low: number, high: number];

/** A fitted model. Null numbers, with a reason in words, where the model could not be fitted. */
export interface ModelFit {
  /** By the names of the definitions: a, b; a, alpha; a, beta, t0; alphaBefore, alphaAfter, breakpoint; c, A, beta; tau. */
  readonly params: Readonly<Record<string, number>>;
  /** Of every parameter, by the same names; null where there is no interval. */
  readonly intervals: Readonly<Record<string, ParameterInterval | null>>;
  /** Coefficient of determination of the log of the loss. */
  readonly r2: number | null;
  /** Criteria of the likelihood with first-order autocorrelation, at n. */
  readonly aic: number | null;
  readonly aicc: number | null;
  /** AIC of the least-squares fit with residuals taken as independent: the one that the literature quotes. */
  readonly aicIndependent: number | null;
  /** Akaike weight among the models fitted on the same points. */
  readonly weight: number | null;
  readonly n: number;
  /** First-order autocorrelation of the residuals, at the highest likelihood. */
  readonly phi: number | null;
  /** Why there is no fit, in words; null where there is one. */
  readonly reason: string | null;
}
