import { scalarEvent, versionEvent } from "./eventRecords.ts";
import { batchesBetween, type MakeTool } from "./sampleTool.ts";

/** Tags by the sample's own names. */
const tags: Readonly<Record<string, string>> = {
  epoch: "epoch",
  loss_train_nats: "Loss/train",
  acc_train: "Accuracy/train",
  lr: "learning_rate",
  loss_val_nats: "Loss/val",
  acc_val: "Accuracy/val",
};

/** TensorBoard by torch's SummaryWriter: an event a scalar; a run that is resumed goes on in another file. */
export const tensorboard: MakeTool = ({ folder, parameters, begun }) => {
  const between = batchesBetween(parameters);
  let file = "";
  let last = Infinity;
  return {
    log: ".",
    take: async ({ cells, seconds }) => {
      const { step = 0, loss_val_nats } = cells;
      const wallTime = begun + seconds;
      if (step <= last) {
        file = `events.out.tfevents.${Math.floor(wallTime)}.slopewise.1.0`;
        await folder.append(file, versionEvent(wallTime));
      }
      last = step;
      const names = Object.keys(tags).filter((name) => step % between === 0 || name.includes("val"));
      if (step % between === 0 || loss_val_nats !== undefined) {
        const events = names.flatMap((name) => {
          const value = cells[name];
          return value === undefined ? [] : [scalarEvent(tags[name] ?? name, value, { step, wallTime })];
        });
        await folder.append(file, Buffer.concat(events));
      }
    },
  };
};
