/** The grid of the sample sweep: architectures x learning rates x weight decays x seeds. */
export const architectures = ["convnet", "transformer"] as const;
export const learningRates = [0.01, 0.03, 0.1, 0.3] as const;
export const weightDecays = [0, 0.0005, 0.005] as const;
export const seeds = [1, 2, 3] as const;

export type Architecture = (typeof architectures)[number];
export type LearningRate = (typeof learningRates)[number];
export type WeightDecay = (typeof weightDecays)[number];

/** One run of the grid. */
export interface SweepCell {
  readonly arch: Architecture;
  readonly lr: LearningRate;
  readonly wd: WeightDecay;
  readonly seed: (typeof seeds)[number];
}

/** All runs of the grid, seeds innermost. */
export function sweepCells(): readonly SweepCell[] {
  return architectures.flatMap((arch) =>
    learningRates.flatMap((lr) => weightDecays.flatMap((wd) => seeds.map((seed) => ({ arch, lr, wd, seed })))),
  );
}

/** Where a run lies below the folder of the sweep. */
export function cellFolder({ arch, lr, wd, seed }: SweepCell): string {
  return `${arch}/lr${lr}-wd${wd}/seed-${seed}`;
}

/** What architecture and learning rate do to a curve, and they alone. */
interface CurveEffect {
  /** Validation loss in nats after the whole run, at the weight decay of 0.0005. */
  readonly validation: number;
  /** Minus the slope of ln loss over ln t after the knee. */
  readonly alpha: number;
}

/** The interaction: one architecture is best at a learning rate at which the other already gets worse. */
export const curveEffects: Readonly<Record<Architecture, Readonly<Record<LearningRate, CurveEffect>>>> = {
  convnet: {
    0.01: { validation: 0.62, alpha: 0.2 },
    0.03: { validation: 0.53, alpha: 0.25 },
    0.1: { validation: 0.48, alpha: 0.3 },
    0.3: { validation: 0.56, alpha: 0.24 },
  },
  transformer: {
    0.01: { validation: 0.53, alpha: 0.26 },
    0.03: { validation: 0.41, alpha: 0.36 },
    0.1: { validation: 0.46, alpha: 0.31 },
    0.3: { validation: 0.58, alpha: 0.28 },
  },
};

/** Epoch at which burn-in ends: sooner with a higher learning rate. */
export const kneeEpochs: Readonly<Record<LearningRate, number>> = { 0.01: 4.5, 0.03: 4, 0.1: 3.5, 0.3: 3 };

/** Validation loss over training loss: all that the weight decay changes. */
export const gaps: Readonly<Record<WeightDecay, number>> = { 0: 1.24, 0.0005: 1.1, 0.005: 1.2 };

/** The weight decay that `curveEffects` is given at. */
export const usualDecay: WeightDecay = 0.0005;

/** What seeds change, as standard deviations: the loss as a whole in its logarithm, and alpha. Independent of each other. */
export const seedSpread = { logLoss: 0.012, alpha: 0.008 } as const;

/** How a run of the sample sweep ends. */
export type SweepFate = "ended" | "diverged" | "nan" | "stopped" | "growing";

/** Every transformer at 0.3 diverges, and one convnet; one run stops early; one is the last to be started. */
export function fateOf({ arch, lr, wd, seed }: SweepCell): SweepFate {
  if (arch === "transformer" && lr === 0.3) {
    return wd === 0 && seed === 1 ? "nan" : "diverged";
  }
  if (arch === "convnet" && lr === 0.3 && wd === 0 && seed === 2) {
    return "diverged";
  }
  if (arch === "convnet" && lr === 0.01 && wd === 0.005 && seed === 2) {
    return "stopped";
  }
  return arch === "transformer" && lr === 0.1 && wd === 0.005 && seed === 3 ? "growing" : "ended";
}

/** Part of its length after which the run that stops early ends. */
export const stoppedAt = 0.8;
