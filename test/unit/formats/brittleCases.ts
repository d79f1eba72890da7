import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { findRuns, runsOfFile } from "../../../src/formats/discovery/findRuns.ts";
import type { RunSource } from "../../../src/formats/model/format.ts";
import { otherFormats } from "../../testData.ts";
import { grownCases } from "./grownCases.ts";
import { put } from "./support.ts";

/** A file that is damaged in many ways, and the runs that are read from it. */
export interface BrittleCase {
  readonly name: string;
  /** Of the file, below the folder that it is placed in. */
  readonly path: string;
  readonly bytes: Buffer;
  /** Bytes of the run's other files. */
  readonly others: number;
  /** Puts the whole file into a folder, with what it needs next to it; the runs in it. */
  readonly place: (folder: string) => Promise<readonly RunSource[]>;
}

function alone(name: string, bytes: Buffer): BrittleCase {
  const place = async (folder: string): Promise<readonly RunSource[]> =>
    (await runsOfFile(put(folder, name, bytes))) ?? [];
  return { name, path: name, bytes, others: 0, place };
}

function real(name: string, file: string): BrittleCase {
  return alone(name, readFileSync(join(otherFormats, file)));
}

const mlflowRun = "synthetic/mlflow-steps/mlruns/1/0123456789abcdef0123456789abcdef";

/** A file of a run of MLflow, whose others are whole. */
function ofMlflow(file: string): BrittleCase {
  const read = (name: string): Buffer => readFileSync(join(otherFormats, mlflowRun, name));
  const path = `mlruns/1/run/${file}`;
  const place = async (folder: string): Promise<readonly RunSource[]> => {
    for (const name of ["meta.yaml", "metrics/train_loss"]) {
      const target = join(folder, "mlruns/1/run", name);
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, read(name));
    }
    return (await findRuns(folder, ["mlruns/1/run/meta.yaml"], [])).runs;
  };
  return { name: `MLflow's ${file}`, path, bytes: read(file), others: read("metrics/train_loss").length, place };
}

/** A log of each format: binary ones, lines, documents, files of folders and databases. */
export const brittleCases: readonly BrittleCase[] = [
  ...grownCases.map(({ name, bytes }) => alone(name, bytes)),
  real("training.log", "synthetic/keras-resumed/training.log"),
  real("trainer_state.json", "hf/unitsyn/checkpoint-500/trainer_state.json"),
  real("events.out.tfevents.1614214754.host", "tensorboard/keras-tf2/validation/events.out.tfevents.1614214754.host"),
  real(
    "events.out.tfevents.1722352436.host.1382367.0",
    "tensorboard/lightning-hparams/events.out.tfevents.1722352436.host.1382367.0",
  ),
  alone(
    "history.json",
    Buffer.from(
      JSON.stringify(Array.from({ length: 40 }, (_, at) => ({ train: { loss: 1 / (at + 1) }, valid: { loss: at } }))),
    ),
  ),
  alone(
    "train_history.json",
    Buffer.from('{"loss": [1.5, NaN, 1, 0.5], "val_loss": [2.5, 2, Infinity, 1], "params": {"epochs": 4}}'),
  ),
  ofMlflow("metrics/train_loss"),
  ofMlflow("meta.yaml"),
  real("mlruns.db", "mlflow-sqlite/diffuser/mlruns.db"),
  real("my-project.db", "synthetic/trackio/my-project.db"),
];
