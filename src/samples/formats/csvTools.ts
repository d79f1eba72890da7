import { CsvSample } from "./csvSample.ts";
import { batchesBetween, EpochMeans, pythonText, type MakeTool } from "./sampleTool.ts";

/** Lightning's CSVLogger: a row as often as it logs, another at each validation, and all rewritten for a new metric. */
export const lightning: MakeTool = ({ folder, parameters }) => {
  const csv = new CsvSample(folder, "metrics.csv", { lineEnd: "\r\n", newColumn: "rewrites" });
  const between = batchesBetween(parameters);
  const { learningRate, weightDecay, epochs } = parameters;
  const settings = { learning_rate: learningRate, max_epochs: epochs, weight_decay: weightDecay };
  return {
    log: "metrics.csv",
    take: async ({ cells }) => {
      const { step = 0, epoch = 0, loss_train_nats = NaN, loss_val_nats } = cells;
      if (step === 1) {
        const lines = Object.entries(settings).map(([name, value]) => `${name}: ${value}\n`);
        await folder.append("hparams.yaml", lines.join(""));
      }
      // Lightning counts batches from 0, and an epoch from the moment it begins.
      const place = { step: String(step - 1), epoch: String(Math.ceil(epoch) - 1) };
      if (step % between === 0) {
        await csv.add({ ...place, train_loss: pythonText(loss_train_nats) });
      }
      if (loss_val_nats !== undefined) {
        await csv.add({ ...place, val_loss: pythonText(loss_val_nats), val_acc: pythonText(cells["acc_val"] ?? NaN) });
      }
    },
  };
};

/** test-tube, the logger of Lightning before 0.8: an epoch a row, the whole file rewritten each time. */
export const testTube: MakeTool = ({ folder, parameters, begun }) => {
  const means = new EpochMeans(parameters);
  const lines = ["created_at,epoch,train_loss,val_loss\n"];
  return {
    log: "metrics.csv",
    take: async (record) => {
      const done = means.take(record);
      if (done !== null) {
        const when = new Date((begun + done.seconds) * 1000).toISOString().replace("T", " ").replace("Z", "000");
        lines.push(`${when},${done.epoch - 1},${pythonText(done.loss)},${pythonText(done.valLoss)}\n`);
        await folder.rewrite("metrics.csv", lines.join(""));
      }
    },
  };
};

/** Ultralytics 8.3: an epoch a row, counted from 1, six digits. */
export const ultralytics: MakeTool = ({ folder, parameters }) => {
  const means = new EpochMeans(parameters);
  const columns = ["epoch", "time", "train/loss", "metrics/accuracy_top1", "val/loss", "lr/pg0"];
  let isNew = true;
  return {
    log: "results.csv",
    take: async (record) => {
      if (isNew) {
        isNew = false;
        await folder.append("results.csv", `${columns.join(",")}\n`);
        await folder.append(
          "args.yaml",
          `task: classify\nepochs: ${parameters.epochs}\nlr0: ${parameters.learningRate}\n`,
        );
      }
      const done = means.take(record);
      if (done !== null) {
        const { epoch, seconds, loss, valAcc, valLoss, lr } = done;
        const cells = [epoch, seconds, loss, valAcc, valLoss, lr].map((value) => pythonText(value, 6));
        await folder.append("results.csv", `${cells.join(",")}\n`);
      }
    },
  };
};

/** Keras' CSVLogger: an epoch a row, counted from 0, lines that end as on Windows. */
export const keras: MakeTool = ({ folder, parameters }) => {
  const means = new EpochMeans(parameters);
  let isNew = true;
  return {
    log: "training.log",
    take: async (record) => {
      const done = means.take(record);
      if (done !== null) {
        const header = isNew ? "epoch,accuracy,learning_rate,loss,val_accuracy,val_loss\r\n" : "";
        const { epoch, acc, lr, loss, valAcc, valLoss } = done;
        const cells = [acc, lr, loss, valAcc, valLoss].map((value) => pythonText(value));
        await folder.append("training.log", `${header}${epoch - 1},${cells.join(",")}\r\n`);
        isNew = false;
      }
    },
  };
};

/**
 * Stable-Baselines3: a row a rollout; what the training logs comes with the second, so that header and rows are written
 * over in place. The reward rises as the loss falls.
 */
export const stableBaselines3: MakeTool = ({ folder, parameters }) => {
  const csv = new CsvSample(folder, "progress.csv", { lineEnd: "\n", newColumn: "overwrites" });
  const between = batchesBetween(parameters);
  let rollouts = 0;
  return {
    log: "progress.csv",
    take: async ({ cells, seconds }) => {
      const { step = 0, loss_train_nats: loss = NaN, lr = NaN } = cells;
      if (step % between !== 0) {
        return;
      }
      rollouts += 1;
      const ran = {
        "time/iterations": String(rollouts),
        "rollout/ep_rew_mean": pythonText(100 / (1 + loss)),
        "time/time_elapsed": String(Math.floor(seconds)),
        "time/total_timesteps": String(rollouts * 2048),
      };
      const trained = { "train/learning_rate": pythonText(lr), "train/loss": pythonText(loss) };
      await csv.add(rollouts === 1 ? ran : { ...ran, ...trained });
    },
  };
};
