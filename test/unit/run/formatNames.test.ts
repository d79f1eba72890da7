import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runsOfFile } from "../../../src/formats/discovery/findRuns.ts";
import { readRun } from "../../../src/formats/discovery/readRun.ts";
import { TableBuilder } from "../../../src/formats/table/tableBuilder.ts";
import type { LogTable } from "../../../src/log/columns/columns.ts";
import { formatNames } from "../../../src/run/formatNames.ts";
import { readRoles } from "../../../src/series/roles/roles.ts";
import { otherFormats } from "../../testData.ts";

function tableOf(keys: readonly string[], rows: readonly (readonly number[])[]): LogTable {
  const builder = new TableBuilder({ texts: false });
  const slots = keys.map((key) => builder.slot(key));
  rows.forEach((row, line) => {
    builder.begin(line + 1);
    row.forEach((value, at) => builder.number(slots[at] ?? 0, value));
  });
  return builder.table();
}

/** The column of each role that any column of a real log plays. */
async function rolesOf(file: string): Promise<Readonly<Record<string, string>>> {
  const [source] = (await runsOfFile(join(otherFormats, file))) ?? [];
  if (source === undefined) {
    throw new Error(`${file} is of no format`);
  }
  const { table } = await readRun(source, { texts: false });
  const roles = readRoles(table, { format: formatNames(source.format, table.keys) });
  return Object.fromEntries(
    Object.entries(roles).flatMap(([role, reading]) => (reading === null ? [] : [[role, reading.column]])),
  );
}

const clock = { step: "step", epoch: "epoch" };

describe("the columns of real logs of other tools", () => {
  it.each([
    [
      "ultralytics/padded/results.csv",
      { trainLoss: "train/box_loss", valLoss: "val/box_loss", epoch: "epoch", learningRate: "lr/pg0" },
    ],
    [
      "synthetic/ultralytics-time/results.csv",
      { trainLoss: "train/box_loss", valLoss: "val/box_loss", epoch: "epoch", time: "time", learningRate: "lr/pg0" },
    ],
    ["lightning/ml-aos/metrics.csv", { ...clock, trainLoss: "train_loss", valLoss: "val_loss" }],
    // Two networks against each other: neither loss is that of the training.
    ["lightning/genrisk-plain/metrics.csv", clock],
    [
      "sb3/job-shop/progress.csv",
      {
        trainLoss: "train/loss",
        step: "time/total_timesteps",
        time: "time/time_elapsed",
        learningRate: "train/learning_rate",
      },
    ],
    ["sb3/guided-diffusion/progress.csv", { trainLoss: "loss", step: "step", gradNorm: "grad_norm" }],
    // Epochs that start again when a run is resumed are still its epochs.
    [
      "synthetic/keras-resumed/training.log",
      {
        trainLoss: "loss",
        valLoss: "val_loss",
        trainAccuracy: "accuracy",
        valAccuracy: "val_accuracy",
        epoch: "epoch",
      },
    ],
    // How long the training took stands in the closing summary, and is no time of a record.
    [
      "synthetic/hf-eval-nan/trainer_state.json",
      {
        ...clock,
        trainLoss: "loss",
        valLoss: "eval_loss",
        learningRate: "learning_rate",
        gradNorm: "grad_norm",
      },
    ],
    ["wandb/live/run-wm3live.wandb", { trainLoss: "train/loss", trainAccuracy: "train/accuracy", step: "_step" }],
  ])("%s", async (file, wanted) => {
    expect(await rolesOf(file)).toEqual(wanted);
  });
});

describe("the names of a format", () => {
  it("put a trainer's own counter before W&B's, which counts calls", () => {
    expect(formatNames("wandb", ["_step", "trainer/global_step", "loss"]).step).toEqual([
      "trainer/global_step",
      "_step",
    ]);
  });

  it("find the learning rate that Lightning names after the optimizer", () => {
    expect(formatNames("lightning", ["lr-AdamW/pg1", "lr-AdamW/pg2"]).learningRate).toEqual(["lr-AdamW/pg1"]);
  });

  it("keep a column from playing a second role by how it is called", () => {
    const table = tableOf(
      ["epoch", "metrics/accuracy_top1"],
      [
        [1, 0.5],
        [2, 0.6],
        [3, 0.7],
      ],
    );
    const roles = readRoles(table, { format: formatNames("ultralytics", table.keys) });
    expect([roles.trainAccuracy, roles.valAccuracy?.column]).toEqual([null, "metrics/accuracy_top1"]);
  });

  it("know the dialects of JSON Lines by what no other has", () => {
    expect(formatNames(null, ["loss", "data_time", "memory", "step", "epoch"]).step).toEqual(["step"]);
    expect(formatNames(null, ["mode", "data_time", "iter", "loss"]).step).toEqual(["iter"]);
    expect(formatNames(null, ["Progress/tick.mean", "Progress/kimg.mean"]).step).toEqual(["Progress/kimg.mean"]);
    expect(formatNames(null, ["step", "loss"])).toEqual({});
  });
});
