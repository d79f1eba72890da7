import { expect, test } from "vitest";
import { builtInContract } from "../../../../src/contract/model/builtIn.ts";
import { runLosses } from "../../../../src/contract/measure/runLosses.ts";
import { tableOf } from "../logTables.ts";

test("the last training loss that is finite and the lowest validation loss", () => {
  const table = tableOf([
    { loss_train_nats: 2, loss_val_nats: 1.5 },
    { loss_train_nats: 1, loss_val_nats: 0.5 },
    { loss_train_nats: 0.75, loss_val_nats: Number.NaN },
    { loss_train_nats: Number.NaN, loss_val_nats: 0.6 },
  ]);
  expect(runLosses(table, builtInContract)).toEqual({ lastTrain: 0.75, bestVal: 0.5 });
});

test("none where none was logged, or none that is a number", () => {
  expect(runLosses(tableOf([{ step: 1 }]), builtInContract)).toEqual({ lastTrain: null, bestVal: null });
  const lost = tableOf([{ loss_train_nats: Number.NaN, loss_val_nats: Number.NaN }]);
  expect(runLosses(lost, builtInContract)).toEqual({ lastTrain: null, bestVal: null });
});
