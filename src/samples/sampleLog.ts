import { bitsPerNat } from "../contract/model/builtIn.ts";
import { seededNormal, seededRandom } from "../numerics/stats/random.ts";
import { trueCurvature, trueLoss, type SampleParameters } from "./sampleRun.ts";

/** A run that has only begun. */
const youngSteps = 40;
/** How far back a resumed run starts again, in epochs: the age of its last checkpoint. */
const checkpointAge = 1.5;
/** How many times its start a diverged loss reaches, and how fast, in epochs. */
const divergedLevel = 2;
const divergenceEpochs = 0.3;

/** A record of a sample run. */
export interface SampleRecord {
  /** Its line with the newline; the last one of a truncated run is cut. */
  readonly text: string;
  /** When it is written, in seconds from the run's start: what it says of its `time`. */
  readonly seconds: number;
  /** What it holds, by the names of the built-in contract. */
  readonly cells: Readonly<Partial<Record<string, number>>>;
}

/**
 * The records of a sample run's `metrics.jsonl`, in order: one a batch (an epoch in the scenario `epoch-only`), each
 * metric at least as often as the built-in contract asks.
 */
export function* sampleRecords(parameters: SampleParameters): Generator<SampleRecord> {
  const { scenario, stepsPerEpoch, faultEpoch } = parameters;
  const source = new RecordSource(parameters);
  const total = stepsOf(parameters);
  const faultStep = faultEpoch === null ? null : Math.max(1, Math.round(faultEpoch * stepsPerEpoch));
  const end = scenario === "truncated" ? (faultStep ?? total) : total;
  const first = scenario === "resumed" ? (faultStep ?? total) : end;
  yield* written(source, { from: 1, to: first, cut: scenario === "truncated" });
  if (scenario === "resumed") {
    const checkpoint = Math.max(0, first - Math.round(checkpointAge * stepsPerEpoch));
    yield* written(source, { from: checkpoint + 1, to: end, cut: false });
  }
}

/** The lines of a sample run, each with its newline. */
export function* sampleLines(parameters: SampleParameters): Generator<string> {
  for (const { text } of sampleRecords(parameters)) {
    yield text;
  }
}

/** Batches that a run comes to, as far as nothing ends it in the middle of a line. */
export function stepsOf({ scenario, epochs, stepsPerEpoch, stopEpoch }: SampleParameters): number {
  const steps = Math.max(1, Math.round((stopEpoch ?? epochs) * stepsPerEpoch));
  return scenario === "young" ? Math.min(youngSteps, steps) : steps;
}

interface Stretch {
  readonly from: number;
  readonly to: number;
  /** Whether the last line is cut. */
  readonly cut: boolean;
}

/** The records of some steps in a row; those of batches that log nothing are left out. */
function* written(source: RecordSource, { from, to, cut }: Stretch): Generator<SampleRecord> {
  for (let step = from; step <= to; step += 1) {
    const cells = source.record(step);
    if (cells !== null) {
      const line = lineOf(cells);
      const text = step === to && cut ? line.slice(0, Math.ceil(line.length / 2)) : line;
      yield { text, seconds: source.seconds, cells };
    }
  }
}

/** The records of a run, step after step: its noise and its clock go on from call to call. */
class RecordSource {
  readonly #parameters: SampleParameters;
  readonly #normal: () => number;
  #error = 0;
  #seconds = 0;

  constructor(parameters: SampleParameters) {
    this.#parameters = parameters;
    this.#normal = seededNormal(seededRandom(parameters.seed));
  }

  /** When the last record was made, from the run's start. */
  get seconds(): number {
    return this.#seconds;
  }

  /** The record of a step; null where the scenario logs none. */
  record(step: number): Readonly<Record<string, number>> | null {
    const { scenario, stepsPerEpoch, omitted } = this.#parameters;
    const cells = this.#record(step);
    if (scenario === "epoch-only" && step % stepsPerEpoch !== 0) {
      return null;
    }
    return omitted === null ? cells : Object.fromEntries(Object.entries(cells).filter(([key]) => key !== omitted));
  }

  #record(step: number): Readonly<Record<string, number>> {
    const parameters = this.#parameters;
    const { stepsPerEpoch } = parameters;
    const whole = parameters.scenario === "epoch-only";
    const t = step / stepsPerEpoch;
    const error = this.#nextError();
    const loss = this.#loss(t, error);
    return {
      ...this.#batchMetrics(step, t, loss),
      ...(whole || crosses(step, stepsPerEpoch / 4) ? this.#quarterMetrics(t, loss / Math.exp(error)) : {}),
      ...(step % stepsPerEpoch === 0 ? { checkpoint_size_mb: parameters.checkpointMegabytes } : {}),
      ...(whole || step % parameters.curvatureSteps === 0 ? this.#curvatureMetrics(t) : {}),
      ...(step % (2 * stepsPerEpoch) === 0 ? this.#noiseMetrics(t, loss) : {}),
    };
  }

  /** What the batch's loss differs by from the curve, in its logarithm. */
  #nextError(): number {
    const { noise, noisePersistence } = this.#parameters;
    const innovation = noise * Math.sqrt(1 - noisePersistence ** 2) * this.#normal();
    this.#error = noisePersistence * this.#error + innovation;
    return this.#error;
  }

  #loss(t: number, error: number): number {
    const { scenario, faultEpoch, initialLoss } = this.#parameters;
    const sound = trueLoss(this.#parameters, t) * Math.exp(error);
    if (faultEpoch === null || t < faultEpoch) {
      return sound;
    }
    if (scenario === "nan") {
      return Number.NaN;
    }
    if (scenario === "diverged") {
      const risen = 1 - Math.exp(-(t - faultEpoch) / divergenceEpochs);
      return sound + (divergedLevel * initialLoss - sound) * risen * Math.exp(error);
    }
    return sound;
  }

  #batchMetrics(step: number, t: number, loss: number): Readonly<Record<string, number>> {
    const { learningRate, weightDecay, secondsPerStep, epochs } = this.#parameters;
    this.#seconds += secondsPerStep * (1 + 0.05 * Math.abs(this.#normal()));
    return {
      step,
      epoch: t,
      time: this.#seconds,
      lr: learningRate * (0.1 + 0.9 * 0.5 * (1 + Math.cos((Math.PI * t) / epochs))),
      wd: weightDecay,
      loss_train_nats: loss,
      loss_train_bits: loss * bitsPerNat,
      acc_train: this.#accuracy(loss),
    };
  }

  /** `loss`: without the noise of single batches, which a whole validation set does not have. */
  #quarterMetrics(t: number, loss: number): Readonly<Record<string, number>> {
    const { gap, validationNoise } = this.#parameters;
    const validation = loss * gap * Math.exp(validationNoise * this.#normal());
    return {
      loss_val_nats: validation,
      acc_val: this.#accuracy(validation),
      grad_norm: Math.sqrt(loss) * Math.exp(0.1 * this.#normal()),
      weight_norm: 40 + 8 * Math.log1p(t),
    };
  }

  #curvatureMetrics(t: number): Readonly<Record<string, number>> {
    const lambdaMax = trueCurvature(this.#parameters, t) * Math.exp(0.03 * this.#normal());
    return { lambda_max: lambdaMax, hutch_trace: lambdaMax * 9 * Math.exp(0.05 * this.#normal()) };
  }

  #noiseMetrics(t: number, loss: number): Readonly<Record<string, number>> {
    return {
      psd_tail: 1e-3 * loss * Math.exp(0.1 * this.#normal()),
      grad_var: (0.5 / Math.sqrt(1 + t)) * Math.exp(0.1 * this.#normal()),
      resid_power: 1e-2 * loss * Math.exp(0.1 * this.#normal()),
    };
  }

  #accuracy(loss: number): number {
    return Number.isNaN(loss) ? 0.1 : Math.min(1, Math.max(0, Math.exp(-loss * 0.9)));
  }
}

function lineOf(cells: Readonly<Record<string, number>>): string {
  const members = Object.entries(cells).map(([key, value]) => `${JSON.stringify(key)}: ${numberText(value)}`);
  return `{${members.join(", ")}}\n`;
}

/** True at the last step of each `length` steps, which need not be a whole number. */
function crosses(step: number, length: number): boolean {
  return Math.floor(step / length) > Math.floor((step - 1) / length);
}

/** JSON's number with seven significant digits; NaN and infinities as Python writes them. */
function numberText(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(7))) : String(value);
}
