import fc from "fast-check";
import type { LogRecord } from "./logTables.ts";

/** How a run that keeps to the built-in contract writes its log; every choice is one that real loggers make. */
export interface SoundRun {
  /** The step of the first batch: 0, 1, or that of a log that was begun again in the middle of a run. */
  readonly firstStep: number;
  readonly steps: number;
  readonly stepsPerEpoch: number;
  /** Epochs completed as a fraction, whole or rounded to hundredths, or the number of the epoch in progress. */
  readonly epoch: "fraction" | "rounded" | "index";
  /** Whether rare metrics share the record of their batch, or have one before or after it. */
  readonly rare: "same" | "before" | "after";
  /** Whether a record of its own repeats the epoch. */
  readonly rareEpoch: boolean;
  /** Where the grid of each interval begins, as a share of the interval. */
  readonly offset: number;
  readonly noise: number;
}

const quarter = ["loss_val_nats", "acc_val", "grad_norm", "weight_norm"];
const curvature = ["lambda_max", "hutch_trace"];
const spectrum = ["psd_tail", "grad_var", "resid_power"];

/** Any sound run: any start, length of an epoch, age and way of writing. */
export const soundRuns: fc.Arbitrary<SoundRun> = fc.record({
  firstStep: fc.oneof(fc.constantFrom(0, 1), fc.integer({ min: 0, max: 100_000 })),
  steps: fc.oneof(
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 30 }) },
    { weight: 2, arbitrary: fc.integer({ min: 0, max: 1700 }) },
  ),
  stepsPerEpoch: fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 2000 })),
  epoch: fc.constantFrom("fraction", "rounded", "index"),
  rare: fc.constantFrom("same", "before", "after"),
  rareEpoch: fc.boolean(),
  offset: fc.double({ min: 0, max: 0.999, noNaN: true }),
  noise: fc.double({ min: 0, max: 0.2, noNaN: true }),
});

/** The record of a batch, with its rare metrics in the same record or next to it. */
export function recordsOfStep(run: SoundRun, step: number): LogRecord[] {
  const epoch = epochOf(run, step);
  // A loss that falls and trembles; its noise is a fixed function of the step, so that a resumed run repeats it.
  const loss = 4 * (1 + step) ** -0.1 * (1 + run.noise * Math.sin(step * 12.9898 + 4));
  const batch = {
    step,
    epoch,
    time: step * 0.25,
    lr: 0.1,
    wd: 0.0001,
    loss_train_nats: loss,
    loss_train_bits: loss * Math.LOG2E,
    acc_train: 0.5,
  };
  const rare = rareMetrics(run, step);
  if (Object.keys(rare).length === 0) {
    return [batch];
  }
  const own = { step, ...(run.rareEpoch ? { epoch } : {}), ...rare };
  switch (run.rare) {
    case "same":
      return [{ ...batch, ...rare }];
    case "before":
      return [own, batch];
    case "after":
      return [batch, own];
  }
}

/** All records of a run, step after step. */
export function recordsOf(run: SoundRun): LogRecord[] {
  return Array.from({ length: run.steps }, (_, index) => recordsOfStep(run, run.firstStep + index)).flat();
}

function epochOf({ epoch, stepsPerEpoch }: SoundRun, step: number): number {
  switch (epoch) {
    case "fraction":
      return step / stepsPerEpoch;
    case "rounded":
      return Math.round((100 * step) / stepsPerEpoch) / 100;
    case "index":
      return Math.floor(step / stepsPerEpoch);
  }
}

function rareMetrics(run: SoundRun, step: number): LogRecord {
  const { stepsPerEpoch } = run;
  const metrics = [
    ...(isDue(run, step, stepsPerEpoch / 4) ? quarter : []),
    ...(isDue(run, step, stepsPerEpoch) ? ["checkpoint_size_mb"] : []),
    ...(isDue(run, step, 500) ? curvature : []),
    ...(isDue(run, step, stepsPerEpoch * 2) ? spectrum : []),
  ];
  return Object.fromEntries(metrics.map((metric) => [metric, 0.75]));
}

/** True once an interval, at the last step of it. */
function isDue({ offset }: SoundRun, step: number, interval: number): boolean {
  const shift = offset * interval;
  return Math.floor((step + 1 + shift) / interval) > Math.floor((step + shift) / interval);
}
