import { basename } from "node:path";
import type { SampleRecord } from "../sampleLog.ts";
import { batchesBetween, pythonText, type MakeTool } from "./sampleTool.ts";

/** What tools with a file a metric log of a batch, by its name. */
function metricsOf(cells: SampleRecord["cells"]): readonly (readonly [name: string, value: number])[] {
  const named = {
    "train/loss": cells["loss_train_nats"],
    "train/acc": cells["acc_train"],
    lr: cells["lr"],
    "val/loss": cells["loss_val_nats"],
    "val/acc": cells["acc_val"],
  };
  return Object.entries(named).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
}

/** DVCLive: a file of tab-separated values a metric, and the last values of all in `metrics.json`. */
export const dvclive: MakeTool = ({ folder, parameters }) => {
  const between = batchesBetween(parameters);
  const begunFiles = new Set<string>();
  const latest: Record<string, Record<string, number | string>> = {};
  return {
    log: "dvclive",
    take: async ({ cells }) => {
      const { step = 0, loss_val_nats } = cells;
      if (step % between !== 0 && loss_val_nats === undefined) {
        return;
      }
      for (const [name, value] of metricsOf(cells)) {
        const path = `dvclive/plots/metrics/${name}.tsv`;
        const header = begunFiles.has(path) ? "" : `step\t${name}\n`;
        begunFiles.add(path);
        await folder.append(path, `${header}${step}\t${pythonText(value)}\n`);
        const [group, metric] = name.includes("/") ? name.split("/") : ["", name];
        latest[group ?? ""] = {
          ...latest[group ?? ""],
          [metric ?? name]: Number.isFinite(value) ? value : String(value),
        };
      }
      const { "": plain = {}, ...groups } = latest;
      await folder.rewrite("dvclive/metrics.json", `${JSON.stringify({ ...groups, ...plain, step }, null, 4)}\n`);
    },
  };
};

/** MLflow's tracking store of files: a file a metric, a file a parameter, and what the run is in `meta.yaml`. */
export const mlflow: MakeTool = ({ folder, parameters, begun }) => {
  const between = batchesBetween(parameters);
  const id = parameters.seed.toString(16).padStart(32, "0");
  const run = `mlruns/0/${id}`;
  const millis = (seconds: number): number => Math.round((begun + seconds) * 1000);
  let isNew = true;
  let last = 0;
  const describe = (ended: number | null): Promise<void> =>
    folder.rewrite(
      `${run}/meta.yaml`,
      [
        ...[
          "entry_point_name: ''",
          "experiment_id: '0'",
          "lifecycle_stage: active",
          `run_name: ${basename(folder.path)}`,
        ],
        ...[`run_id: ${id}`, `run_uuid: ${id}`, `start_time: ${millis(0)}`, "user_id: slopewise"],
        ...[`end_time: ${ended ?? "null"}`, `status: ${ended === null ? 1 : 3}`, ""],
      ].join("\n"),
    );
  return {
    log: run,
    take: async ({ cells, seconds }) => {
      if (isNew) {
        isNew = false;
        await folder.append("mlruns/0/meta.yaml", "experiment_id: '0'\nlifecycle_stage: active\nname: Default\n");
        await describe(null);
        await folder.append(`${run}/params/learning_rate`, String(parameters.learningRate));
        await folder.append(`${run}/params/epochs`, String(parameters.epochs));
      }
      const { step = 0, loss_val_nats } = cells;
      last = seconds;
      if (step % between === 0 || loss_val_nats !== undefined) {
        for (const [name, value] of metricsOf(cells)) {
          await folder.append(`${run}/metrics/${name}`, `${millis(seconds)} ${pythonText(value)} ${step}\n`);
        }
      }
    },
    end: () => describe(millis(last)),
  };
};
