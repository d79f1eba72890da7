import type { SampleRecord } from "../sampleLog.ts";
import type { SampleParameters } from "../sampleRun.ts";
import type { SampleFolder } from "./sampleFolder.ts";

/** Logs a sample run as a tool logs its own. */
export interface SampleTool {
  /** The file or folder that stands for the run, below its folder. */
  readonly log: string;
  /** Writes what the tool has written once this batch is done. */
  take(record: SampleRecord): Promise<void>;
  /** Writes what the tool writes when a run has ended. */
  end?(): Promise<void>;
}

/** What a tool logs. */
interface ToolRun {
  /** The run's own. */
  readonly folder: SampleFolder;
  readonly parameters: SampleParameters;
  /** When the run began, in seconds since 1970. */
  readonly begun: number;
}

/** Makes the tool for a run. */
export type MakeTool = (run: ToolRun) => SampleTool;

/** The sample's own log: JSON Lines. */
export const jsonLines: MakeTool = ({ folder }) => {
  const log = "metrics.jsonl";
  return { log, take: ({ text }) => folder.append(log, text) };
};

/** When sample runs began that have ended: the same for all, so that the same options give the same bytes. */
export const usualBegin = 1_700_000_000;

/** Batches between two records of tools that log as they go. */
export function batchesBetween({ stepsPerEpoch }: SampleParameters): number {
  return Math.max(1, Math.min(10, Math.floor(stepsPerEpoch / 4)));
}

/** A number as Python's str() has it in a CSV, with as many digits. */
export function pythonText(value: number, digits = 7): string {
  if (Number.isNaN(value)) {
    return "nan";
  }
  return Number.isFinite(value) ? String(Number(value.toPrecision(digits))) : value > 0 ? "inf" : "-inf";
}

/** An epoch as a whole. */
export interface SampleEpoch {
  /** Epochs completed. */
  readonly epoch: number;
  readonly step: number;
  readonly seconds: number;
  readonly lr: number;
  readonly loss: number;
  readonly acc: number;
  readonly valLoss: number;
  readonly valAcc: number;
}

/** The means of each epoch's batches, and its last validation. */
export class EpochMeans {
  readonly #stepsPerEpoch: number;
  #losses = 0;
  #accuracies = 0;
  #batches = 0;

  constructor({ stepsPerEpoch }: SampleParameters) {
    this.#stepsPerEpoch = stepsPerEpoch;
  }

  /** The epoch that ends with a batch; null where none does. */
  take({ cells, seconds }: SampleRecord): SampleEpoch | null {
    const { step = 0, loss_train_nats: loss = NaN, acc_train: acc = NaN, lr = NaN } = cells;
    this.#losses += loss;
    this.#accuracies += acc;
    this.#batches += 1;
    if (step % this.#stepsPerEpoch !== 0) {
      return null;
    }
    const [losses, accuracies, batches] = [this.#losses, this.#accuracies, this.#batches];
    [this.#losses, this.#accuracies, this.#batches] = [0, 0, 0];
    const { loss_val_nats: valLoss = NaN, acc_val: valAcc = NaN } = cells;
    const epoch = step / this.#stepsPerEpoch;
    return { epoch, step, seconds, lr, loss: losses / batches, acc: accuracies / batches, valLoss, valAcc };
  }
}
