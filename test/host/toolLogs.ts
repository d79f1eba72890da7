// Logs of other tools that grow as their tools write them, from the tools' own sources.
import { appendFile, mkdir, open, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { MlflowStore, TrackioStore } from "../reference/stores.ts";
import { trainerState } from "../reference/trainerState.ts";
import { historyRecord, runRecord, scalarEvent, versionEvent, wandbFile } from "../reference/writers.ts";

/** A tool that logs a training loss, a record a step. */
export interface ToolLog {
  /** Its folder in the workspace. */
  readonly folder: string;
  /** What lists call the run. */
  readonly run: string;
  /** Takes the log, in `folder`, from so many records to so many more. */
  readonly grow: (folder: string, from: number, to: number) => Promise<void>;
}

/** The training loss of a step (from 0) in every log; one of validation is 0.1 more. */
export const lossAt = (step: number): number => Number((2.5 * (step + 1) ** -0.3).toFixed(4));
const seconds = (step: number): number => 1_750_000_000 + 3 * step;
const steps = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);
const lines = (from: number, to: number, line: (step: number) => string): string => steps(from, to).map(line).join("");

async function put(path: string, text: string | Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}

/** A log that starts with a header and gets a line a step. */
function growing(folder: string, file: string, header: string, line: (step: number) => string): ToolLog {
  return {
    folder,
    run: folder,
    grow: async (root, from, to) => {
      await (from === 0 ? put(join(root, file), header) : null);
      await appendFile(join(root, file), lines(from, to, line));
    },
  };
}

/** Lightning's file is rewritten when a metric is new: here with the records from the second growth on. */
const lightning: ToolLog = {
  folder: "lightning/version_0",
  run: "version_0",
  grow: async (root, from, to) => {
    const row = (step: number, width: number): string =>
      [0, step, lossAt(step), ...(width > 3 ? [step >= 8 ? lossAt(step) + 0.1 : ""] : [])].join(",") + "\r\n";
    const isWide = to > 8;
    const head = isWide ? "epoch,step,train_loss,val_loss\r\n" : "epoch,step,train_loss\r\n";
    const isNew = from === 0 || (isWide && from <= 8);
    const file = join(root, "metrics.csv");
    await (isNew
      ? put(file, head + lines(0, to, (step) => row(step, isWide ? 4 : 3)))
      : appendFile(
          file,
          lines(from, to, (step) => row(step, 4)),
        ));
  },
};

/** Stable-Baselines3 writes over its file in place when a key is new. */
const stableBaselines3: ToolLog = {
  folder: "ppo",
  run: "ppo",
  grow: async (root, from, to) => {
    const file = join(root, "progress.csv");
    const row = (step: number): string =>
      `${2048 * (step + 1)},${3 * step},${-20 + step},${step === 0 ? "" : lossAt(step)}\n`;
    if (from > 0) {
      await appendFile(file, lines(from, to, row));
      return;
    }
    await put(file, `time/total_timesteps,time/time_elapsed,rollout/ep_rew_mean\n2048,0,-20\n`);
    const handle = await open(file, "r+");
    await handle.write(
      `time/total_timesteps,time/time_elapsed,rollout/ep_rew_mean,train/loss\n${lines(0, to, row)}`,
      0,
    );
    await handle.close();
  },
};

const tensorboard: ToolLog = {
  folder: "torch/runs/Nov27",
  run: "Nov27",
  grow: async (root, from, to) => {
    const file = join(root, "events.out.tfevents.1750000000.host.1.0");
    await (from === 0 ? put(file, versionEvent(seconds(0))) : null);
    for (const step of steps(from, to)) {
      await appendFile(file, scalarEvent("train/loss", lossAt(step), { step, wallTime: seconds(step) }));
    }
  },
};

const wandb: ToolLog = {
  folder: "sweep/wandb/run-20260101_000000-abc",
  run: "brisk-lake-7",
  grow: async (root, from, to) => {
    const file = join(root, "run-abc.wandb");
    const upTo = (count: number): Buffer =>
      wandbFile([
        runRecord("abc", "brisk-lake-7"),
        ...steps(0, count).map((step) => historyRecord(step, { "train/loss": lossAt(step), _runtime: 3 * step })),
      ]);
    await (from === 0 ? put(file, upTo(to)) : appendFile(file, upTo(to).subarray(upTo(from).length)));
  },
};

/** The Trainer writes a folder with the whole history at each checkpoint. */
const huggingFace: ToolLog = {
  folder: "bert-finetuned",
  run: "bert-finetuned",
  grow: async (root, _from, to) => {
    const history = steps(0, to).map((step) => ({
      epoch: step / 10,
      learning_rate: 5e-5,
      loss: lossAt(step),
      step: step + 1,
    }));
    await put(join(root, `checkpoint-${to}`, "trainer_state.json"), trainerState(history, to));
  },
};

/** dora writes its history next to its place and renames it. */
const dora: ToolLog = {
  folder: "xps/97d170e1",
  run: "97d170e1",
  grow: async (root, _from, to) => {
    const file = join(root, "history.json");
    const stages = steps(0, to).map((step) => ({ train: { loss: lossAt(step) }, valid: { loss: lossAt(step) + 0.1 } }));
    await put(`${file}.tmp`, JSON.stringify(stages));
    await rename(`${file}.tmp`, file);
  },
};

const dvclive: ToolLog = {
  folder: "exp/dvclive",
  run: "dvclive",
  grow: async (root, from, to) => {
    const file = join(root, "plots", "metrics", "train", "loss.tsv");
    await (from === 0 ? put(file, "step\ttrain/loss\n") : null);
    await appendFile(
      file,
      lines(from, to, (step) => `${step}\t${lossAt(step)}\n`),
    );
    await put(join(root, "metrics.json"), JSON.stringify({ train: { loss: lossAt(to - 1) }, step: to - 1 }));
  },
};

const mlflow: ToolLog = {
  folder: "mlruns/0/0123456789abcdef0123456789abcdef",
  run: "gifted-ape-3",
  grow: async (root, from, to) => {
    if (from === 0) {
      const id = "0123456789abcdef0123456789abcdef";
      await put(join(root, "meta.yaml"), `run_id: ${id}\nrun_name: gifted-ape-3\nrun_uuid: ${id}\nstatus: 1\n`);
      await put(join(root, "metrics", "loss"), "");
    }
    await appendFile(
      join(root, "metrics", "loss"),
      lines(from, to, (step) => `${1000 * seconds(step)} ${lossAt(step)} ${step}\n`),
    );
  },
};

const mlflowDatabase: ToolLog = {
  folder: "store",
  run: "blushing-mink-11",
  grow: async (root, from, to) => {
    await mkdir(root, { recursive: true });
    const store = new MlflowStore(join(root, "mlflow.db"), { runs: [{ id: "66fc5232", name: "blushing-mink-11" }] });
    steps(from, to).forEach((step) => store.add("loss", lossAt(step), { step, timestamp: 1000 * seconds(step) }));
    store.close();
  },
};

/** Trackio keeps its databases open, with a write-ahead log next to them. */
const trackio: ToolLog = {
  folder: "trackio",
  run: "run-0",
  grow: async (root, from, to) => {
    await mkdir(root, { recursive: true });
    const store = new TrackioStore(join(root, "my-project.db"), { pragmas: "PRAGMA journal_mode = WAL;" });
    steps(from, to).forEach((step) => store.add(step, { "train/loss": lossAt(step) }, seconds(step)));
    store.close();
  },
};

/** A log of each format that is read besides JSON Lines. */
export const toolLogs: readonly ToolLog[] = [
  tensorboard,
  wandb,
  growing("yolo", "results.csv", "epoch,time,train/box_loss,metrics/mAP50(B),lr/pg0\n", (step) => {
    return `${step + 1},${30 * (step + 1)},${lossAt(step)},0.1,0.01\n`;
  }),
  lightning,
  growing("test-tube", "metrics.csv", "train_loss,created_at,epoch\n", (step) => {
    return `${lossAt(step)},${new Date(1000 * seconds(step)).toISOString().slice(0, 19).replace("T", " ")},${step}\n`;
  }),
  stableBaselines3,
  growing("keras", "training.log", "epoch,accuracy,loss,val_loss\r\n", (step) => {
    return `${step},0.5,${lossAt(step)},${lossAt(step) + 0.1}\r\n`;
  }),
  huggingFace,
  dora,
  dvclive,
  mlflow,
  mlflowDatabase,
  trackio,
];
