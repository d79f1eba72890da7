import { seededNormal, seededRandom } from "../numerics/stats/random.ts";
import { seedOfRun, type SampleParameters, type Scenario } from "./sampleRun.ts";
import {
  cellFolder,
  curveEffects,
  fateOf,
  gaps,
  kneeEpochs,
  seedSpread,
  stoppedAt,
  sweepCells,
  usualDecay,
  type SweepCell,
  type SweepFate,
} from "./sweepDesign.ts";

/** A run of the sample sweep. */
export interface SampleSweepRun {
  readonly cell: SweepCell;
  /** Below the folder of the sweep, with `/`. */
  readonly folder: string;
  /** What its config.json says. */
  readonly config: Readonly<Record<string, number | string>>;
  readonly fate: SweepFate;
  readonly parameters: SampleParameters;
}

export interface SampleSweepRequest {
  /** Another sweep of the same truth. */
  readonly seed: number;
  readonly epochs: number;
  readonly stepsPerEpoch: number;
}

/** Short enough to be written and read in seconds, long enough for knees and for slopes from epoch 5 to 15. */
export const usualSweep = { seed: 1, epochs: 30, stepsPerEpoch: 60 } as const;

/** What ten classes give before anything is learned. */
const initialLoss = Math.log(10);
/** Standard deviations of the logarithms of a batch's loss and of a validation loss; correlation of batches in a row. */
const noise = { batch: 0.04, persistence: 0.5, validation: 0.003 };
const batchSize = 128;

/** The runs of the sample sweep, in the order of the grid: the same request gives the same runs. */
export function sampleSweep(request: SampleSweepRequest): readonly SampleSweepRun[] {
  return sweepCells().map((cell, run) => ({
    cell,
    folder: cellFolder(cell),
    config: { ...cell, epochs: request.epochs, batch_size: batchSize, optimizer: "adamw" },
    fate: fateOf(cell),
    parameters: parametersOf(cell, run, request),
  }));
}

function parametersOf(cell: SweepCell, run: number, request: SampleSweepRequest): SampleParameters {
  const { seed, epochs, stepsPerEpoch } = request;
  const { arch, lr, wd } = cell;
  const runSeed = seedOfRun(seed, run);
  const random = seededRandom(runSeed);
  const normal = seededNormal(random);
  const kneeEpoch = kneeEpochs[lr];
  const alpha = curveEffects[arch][lr].alpha + seedSpread.alpha * normal();
  const level = (curveEffects[arch][lr].validation / gaps[usualDecay]) * Math.exp(seedSpread.logLoss * normal());
  // The power law is fixed at the run's end, so that alpha moves the curve before it and not the outcome.
  const atKnee = level * (epochs / kneeEpoch) ** alpha;
  const fate = fateOf(cell);
  return {
    scenario: scenarioOf(fate),
    seed: runSeed,
    epochs,
    stepsPerEpoch,
    initialLoss,
    burnInRate: Math.log(initialLoss / atKnee) / kneeEpoch,
    kneeEpoch,
    alpha,
    noise: noise.batch,
    noisePersistence: noise.persistence,
    curvatureStart: 4,
    curvatureRise: 30,
    curvatureEpochs: 0.9 * kneeEpoch,
    learningRate: lr,
    weightDecay: wd,
    gap: gaps[wd],
    validationNoise: noise.validation,
    curvatureSteps: Math.max(1, Math.round(stepsPerEpoch / 4)),
    checkpointMegabytes: arch === "convnet" ? 44.7 : 86.4,
    secondsPerStep: arch === "convnet" ? 0.5 : 0.8,
    omitted: null,
    faultEpoch: fate === "diverged" || fate === "nan" ? (0.2 + 0.3 * random()) * epochs : null,
    stopEpoch: fate === "stopped" ? stoppedAt * epochs : null,
  };
}

function scenarioOf(fate: SweepFate): Scenario {
  return fate === "diverged" || fate === "nan" ? fate : "sound";
}
