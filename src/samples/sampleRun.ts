import { seededRandom } from "../numerics/stats/random.ts";

/** What is wrong with a sample run; `sound` and `young` (a run that has only begun) have nothing wrong. */
export const scenarios = [
  "sound",
  "missing-metric",
  "epoch-only",
  "nan",
  "resumed",
  "truncated",
  "diverged",
  "young",
] as const;

export type Scenario = (typeof scenarios)[number];

/** Metrics that a run of the scenario `missing-metric` leaves out, one a run in turn. */
export const omittable = ["grad_norm", "lambda_max", "loss_val_nats", "acc_train", "weight_norm", "psd_tail"] as const;

/**
 * Everything that a sample run is made from; the analysis should find it again. `t` is in epochs.
 *
 * Loss: `initialLoss exp(-burnInRate t)` up to the knee, from there a power law `t^-alpha` that starts at the same
 * value; times `exp(e)`, where e is an AR(1) process with `noisePersistence` and the standard deviation `noise`.
 * Curvature: `curvatureStart + curvatureRise (1 - exp(-t / curvatureEpochs))`, times 3 % of white noise.
 */
export interface SampleParameters {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly epochs: number;
  readonly stepsPerEpoch: number;
  readonly initialLoss: number;
  readonly burnInRate: number;
  readonly kneeEpoch: number;
  readonly alpha: number;
  readonly noise: number;
  readonly noisePersistence: number;
  readonly curvatureStart: number;
  readonly curvatureRise: number;
  readonly curvatureEpochs: number;
  readonly learningRate: number;
  readonly weightDecay: number;
  /** Validation loss over training loss without the noise of its batches. */
  readonly gap: number;
  /** Standard deviation of the logarithm of a validation loss. */
  readonly validationNoise: number;
  /** Steps between two values of the curvature. */
  readonly curvatureSteps: number;
  readonly checkpointMegabytes: number;
  readonly secondsPerStep: number;
  /** The metric that is left out, in the scenario `missing-metric`. */
  readonly omitted: string | null;
  /** Epoch at which the loss turns NaN, rises, is resumed from, or the log ends, by scenario; else null. */
  readonly faultEpoch: number | null;
  /** Epoch after which nothing is logged any more, though the run was meant to go on; null where it goes on. */
  readonly stopEpoch: number | null;
}

export interface SampleRequest {
  readonly scenario: Scenario;
  readonly epochs: number;
  readonly stepsPerEpoch: number;
  readonly seed: number;
  /** Number of the run in its set, from 0: runs of one seed differ. */
  readonly run: number;
}

/** The parameters of a sample run: the same request gives the same run. */
export function sampleParameters({ scenario, epochs, stepsPerEpoch, seed, run }: SampleRequest): SampleParameters {
  const runSeed = seedOfRun(seed, run);
  const random = seededRandom(runSeed);
  const between = (low: number, high: number): number => rounded(low + (high - low) * random());
  return {
    scenario,
    seed: runSeed,
    epochs,
    stepsPerEpoch,
    initialLoss: between(2.2, 4.5),
    burnInRate: between(0.22, 0.32),
    // Early enough for a short run to show what follows.
    kneeEpoch: between(Math.min(4, epochs * 0.25), Math.min(6, epochs * 0.4)),
    alpha: between(0.2, 0.5),
    noise: between(0.02, 0.05),
    noisePersistence: between(0.3, 0.8),
    curvatureStart: between(3, 8),
    curvatureRise: between(20, 60),
    curvatureEpochs: between(Math.min(2, epochs * 0.05), Math.min(5, epochs * 0.1)),
    learningRate: between(0.05, 0.2),
    weightDecay: 0.0005,
    gap: between(1.02, 1.15),
    validationNoise: 0.01,
    curvatureSteps: 500,
    checkpointMegabytes: between(20, 200),
    secondsPerStep: between(0.05, 0.4),
    omitted: scenario === "missing-metric" ? (omittable[run % omittable.length] ?? null) : null,
    faultEpoch: faultEpoch(scenario, epochs, between),
    stopEpoch: null,
  };
}

/** The seed of one run of a set: runs of one set differ, and so do sets of other seeds. */
export function seedOfRun(seed: number, run: number): number {
  return (Math.imul(seed, 0x9e3779b1) ^ Math.imul(run + 1, 0x85ebca6b)) >>> 0;
}

function faultEpoch(scenario: Scenario, epochs: number, between: (low: number, high: number) => number): number | null {
  switch (scenario) {
    case "nan":
    case "resumed":
    case "diverged":
      return between(0.45 * epochs, 0.6 * epochs);
    case "truncated":
      return between(0.7 * epochs, 0.9 * epochs);
    case "sound":
    case "missing-metric":
    case "epoch-only":
    case "young":
      return null;
  }
}

/** Four significant digits: parameters that people compare with results should be short. */
function rounded(value: number): number {
  return Number(value.toPrecision(4));
}

/** The loss without noise after `t` epochs. */
export function trueLoss(parameters: SampleParameters, t: number): number {
  const { initialLoss, burnInRate, kneeEpoch, alpha } = parameters;
  if (t < kneeEpoch) {
    return initialLoss * Math.exp(-burnInRate * t);
  }
  return initialLoss * Math.exp(-burnInRate * kneeEpoch) * (t / kneeEpoch) ** -alpha;
}

/** The largest eigenvalue of the Hessian without noise after `t` epochs. */
export function trueCurvature(parameters: SampleParameters, t: number): number {
  const { curvatureStart, curvatureRise, curvatureEpochs } = parameters;
  return curvatureStart + curvatureRise * (1 - Math.exp(-t / curvatureEpochs));
}
