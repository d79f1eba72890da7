import { describe, expect, it } from "vitest";
import { builtInContract } from "../../../src/contract/model/builtIn.ts";
import { reviewRun } from "../../../src/review/reviewRun.ts";
import { tableOf, type LogRecord } from "./tableOf.ts";

function numbersOf(records: readonly LogRecord[]) {
  const input = { run: "run", log: "log", contract: builtInContract, findings: [], growing: false };
  return reviewRun({ ...input, table: tableOf(records) }).plot.numbers;
}

describe("the first numbers of a run", () => {
  it("are the last values, and the line from which on the loss is lost", () => {
    const records = [1, 2, 3, 4, 5].map((step) => ({
      step,
      epoch: step / 2,
      loss_train_nats: step < 4 ? 3 - step / 2 : NaN,
      lr: 0.1 / step,
    }));
    const numbers = numbersOf(records);
    expect(numbers.trainLoss).toEqual({ metric: "loss_train_nats", value: null });
    expect(numbers.lost).toEqual({ line: 4, t: 2, isNan: true });
    expect(numbers.learningRate).toEqual({ metric: "lr", value: 0.02 });
    expect(numbers.reached).toBe(2.5);
  });

  it("say how long the run took by its clock, and nothing where what is called time is none", () => {
    const over = (times: readonly number[]): number | null =>
      numbersOf(times.map((time, i) => ({ step: i + 1, epoch: i + 1, time, loss_train_nats: 2 }))).wallTime;
    expect(over([100, 160, 250])).toBe(150);
    expect(over([16.2, 16.9, 16.1, 16.8, 16.4, 16.5])).toBeNull();
    expect(over([100])).toBeNull();
  });

  it("are null where the log holds none", () => {
    const numbers = numbersOf([{ step: 1, loss_train_nats: 2 }]);
    expect(numbers).toMatchObject({ lost: null, bestAccuracy: null, gap: null, learningRate: null });
  });
});
