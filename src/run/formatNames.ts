import type { FormatName } from "../formats/model/format.ts";
import type { Role } from "../series/roles/role.ts";
import type { NamesByRole } from "../series/roles/roles.ts";

/** A column's name, or what the names have in common where the tool makes them up. */
type OwnName = string | RegExp;

type OwnNames = Readonly<Partial<Record<Role, readonly OwnName[]>>>;

const accuracies = ["accuracy", "acc", "categorical_accuracy", "sparse_categorical_accuracy", "binary_accuracy"];

/** The names that each tool gives its columns, the preferred one first, from the tools' own sources and real logs. */
const ownNames: Readonly<Record<FormatName | "jsonl", OwnNames>> = {
  ultralytics: {
    // Detection logs the parts of its loss; that of the boxes stands for it. RT-DETR has another one.
    trainLoss: ["train/loss", "train/box_loss", "train/giou_loss", /^train\/\w+_loss$/],
    valLoss: ["val/loss", "val/box_loss", "val/giou_loss", /^val\/\w+_loss$/],
    // Precision, recall and mAP are no accuracies; classification logs one.
    valAccuracy: ["metrics/accuracy_top1"],
    epoch: ["epoch"],
    time: ["time"],
    learningRate: ["lr/pg0", "x/lr0"],
  },
  lightning: {
    trainLoss: ["train_loss", "train_loss_step", "train/loss", "train/loss_step", "loss", "train_loss_epoch"],
    valLoss: ["val_loss", "val_loss_epoch", "val/loss", "valid_loss", "validation_loss"],
    trainAccuracy: ["train_acc", "train_acc_step", "train_accuracy", "train/acc", "train_acc_epoch"],
    valAccuracy: ["val_acc", "val_acc_epoch", "val_accuracy", "val/acc"],
    step: ["step"],
    epoch: ["epoch"],
    // LearningRateMonitor names them after the optimizer, with its groups of parameters after a slash.
    learningRate: [/^lr-[A-Z]\w*(\/pg1)?$/],
    gradNorm: ["grad_2.0_norm_total", "grad_2_norm_total"],
  },
  "test-tube": {
    trainLoss: ["train_loss", "loss", "tng_loss", "avg_train_loss"],
    valLoss: ["val_loss", "avg_val_loss"],
    valAccuracy: ["val_acc", "avg_val_acc"],
    epoch: ["epoch"],
  },
  "stable-baselines3": {
    trainLoss: ["train/loss", "loss"],
    step: ["time/total_timesteps", "misc/total_timesteps", "step"],
    time: ["time/time_elapsed", "misc/time_elapsed"],
    learningRate: ["train/learning_rate"],
    gradNorm: ["grad_norm"],
    weightNorm: ["param_norm"],
  },
  keras: {
    trainLoss: ["loss"],
    valLoss: ["val_loss"],
    trainAccuracy: accuracies,
    valAccuracy: accuracies.map((name) => `val_${name}`),
    epoch: ["epoch"],
    learningRate: ["learning_rate", "lr"],
  },
  "hugging-face": {
    trainLoss: ["loss"],
    valLoss: ["eval_loss", /^eval_\w+_loss$/],
    valAccuracy: ["eval_accuracy"],
    step: ["step"],
    epoch: ["epoch"],
    learningRate: ["learning_rate"],
    gradNorm: ["grad_norm"],
  },
  wandb: {
    // `_step` counts calls of log(); the trainers' own counters say how many steps of training those were.
    step: ["trainer/global_step", "train/global_step", "_step"],
    epoch: ["epoch", "train/epoch"],
    time: ["_timestamp", "_runtime"],
    trainLoss: ["train/loss", "train_loss", "train_loss_step", "loss"],
    valLoss: ["eval/loss", "val/loss", "val_loss", "valid/loss"],
  },
  tensorboard: {
    step: ["step"],
    time: ["wall_time"],
    epoch: ["epoch", "train/epoch"],
    trainLoss: [
      ...["train/loss", "Loss/train", "loss/train", "train_loss", "train_loss_step", "train/epoch_loss"],
      ...["train/batch_loss", "train/box_loss", "epoch_loss", "total_loss", "Loss/total_loss", "loss"],
    ],
    valLoss: [
      ...["eval/loss", "val/loss", "Loss/val", "Loss/valid", "Loss/validation", "Loss/test", "loss/val", "val_loss"],
      ...["validation/epoch_loss", "validation/loss", "val/box_loss"],
    ],
    trainAccuracy: ["Accuracy/train", "train_acc", "train/epoch_accuracy", "train/accuracy"],
    valAccuracy: ["Accuracy/val", "Accuracy/test", "val_acc", "validation/epoch_accuracy", "eval/accuracy"],
    learningRate: ["train/learning_rate", "x/lr0", "lr/pg0", /^lr-[A-Z]\w*(\/pg1)?$/],
  },
  mlflow: { step: ["step"], time: ["timestamp"] },
  "mlflow-db": { step: ["step"], time: ["timestamp"] },
  trackio: { step: ["step"], time: ["timestamp"] },
  dvclive: { step: ["step"], time: ["timestamp"] },
  csv: {},
  json: {},
  jsonl: {},
};

/** Dialects of JSON Lines, each by columns that no other has. */
const dialects: readonly { readonly signs: readonly string[]; readonly names: OwnNames }[] = [
  // mmengine and mmcv: a validation record has its epoch, or the size of the set, under the name of the step.
  { signs: ["data_time", "memory", "step"], names: { trainLoss: ["loss"], step: ["iter", "step"], epoch: ["epoch"] } },
  { signs: ["data_time", "mode", "iter"], names: { trainLoss: ["loss"], step: ["iter"], epoch: ["epoch"] } },
  // StyleGAN and EDM count thousands of images; a tick is how often they log.
  {
    signs: ["Progress/kimg.mean", "Progress/tick.mean"],
    names: { trainLoss: ["Loss/loss.mean"], step: ["Progress/kimg.mean"], time: ["timestamp"] },
  },
  // detectron2.
  { signs: ["total_loss", "iteration"], names: { trainLoss: ["total_loss"], step: ["iteration"] } },
];

/**
 * The names by which a log's own tool says what its columns are, of those that the log holds.
 * `format`: null for JSON Lines. `keys`: the log's columns.
 */
export function formatNames(format: FormatName | null, keys: readonly string[]): NamesByRole {
  const held = new Set(keys);
  const dialect = format === null ? dialects.find(({ signs }) => signs.every((sign) => held.has(sign))) : undefined;
  const names = dialect?.names ?? ownNames[format ?? "jsonl"];
  return Object.fromEntries(
    Object.entries(names).map(([role, own]) => [role, own.flatMap((name) => heldNames(name, held))]),
  );
}

function heldNames(name: OwnName, held: ReadonlySet<string>): readonly string[] {
  if (typeof name === "string") {
    return held.has(name) ? [name] : [];
  }
  return [...held].filter((key) => name.test(key));
}
