import { describe, expect, test } from "vitest";
import { aliasFor } from "../../../../src/contract/model/alias.ts";
import { builtInContract } from "../../../../src/contract/model/builtIn.ts";

function alias(metric: string, ...keys: readonly string[]): string | null {
  return aliasFor(metric, keys, builtInContract);
}

describe("an alias", () => {
  test.each([
    ["loss_train_nats", "train_loss"],
    ["loss_train_nats", "train/loss"],
    ["loss_train_nats", "training.loss"],
    ["loss_train_nats", "trainLoss"],
    ["loss_train_nats", "loss"],
    ["loss_val_nats", "eval_loss"],
    ["loss_val_nats", "test_loss"],
    ["acc_val", "test_acc1"],
    ["acc_train", "train_accuracy"],
    ["lr", "learning_rate"],
    ["lr", "train_lr"],
    ["wd", "weight_decay"],
    ["step", "iteration"],
    ["step", "global_step"],
    ["grad_norm", "gradient_norm"],
    ["lambda_max", "top_eigenvalue"],
    ["time", "wall_time"],
  ])("of %s is %s", (metric, key) => {
    expect(alias(metric, "n_parameters", key, "remaining")).toBe(key);
  });
  test.each([
    ["loss_train_nats", "val_loss"],
    ["loss_train_nats", "train_loss_bbox"],
    ["loss_val_nats", "loss"],
    ["acc_val", "acc"],
    ["lr", "lr_drop"],
    ["step", "steps_per_epoch"],
    ["epoch", "time"],
  ])("of %s is not %s", (metric, key) => {
    expect(alias(metric, key)).toBeNull();
  });
  test("is the closer of two", () => {
    expect(alias("loss_train_nats", "loss", "train_loss")).toBe("train_loss");
  });
  test("is none where two are equally close", () => {
    expect(alias("loss_train_nats", "train_loss", "train/loss")).toBeNull();
  });
});
