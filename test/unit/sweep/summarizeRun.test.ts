import { describe, expect, it } from "vitest";
import { builtInContract } from "../../../src/contract/model/builtIn.ts";
import { contractForLog } from "../../../src/contract/model/contractForLog.ts";
import { reviewRun } from "../../../src/review/reviewRun.ts";
import type { RunSummary } from "../../../src/sweep/table/runSummary.ts";
import { summarizeRun } from "../../../src/sweep/table/summarizeRun.ts";
import { tableOf, type LogRecord } from "../review/tableOf.ts";

function summaryOf(records: readonly LogRecord[]): RunSummary {
  const table = tableOf(records);
  const { contract } = contractForLog(builtInContract, table, "auto");
  const input = { run: "a", log: "a", table, contract, findings: [], growing: false };
  return summarizeRun({ table, contract, reviewed: reviewRun(input) });
}

/** A power law of slope 0.4 over 20 epochs of 50 steps; validation four times an epoch, lowest at epoch 10. */
const records: readonly LogRecord[] = Array.from({ length: 1_000 }, (_, i) => {
  const t = (i + 1) / 50;
  const train = { step: i + 1, epoch: t, loss_train_nats: 2 * t ** -0.4, train_acc: 0.5 + t / 100 };
  return i % 12 === 11 ? { ...train, loss_val_nats: 1 + Math.abs(t - 10.08) / 10, acc_val: 0.25 } : train;
});

describe("summarizeRun", () => {
  const { cells, spark } = summaryOf(records);

  it("says what a run came to", () => {
    expect(cells["alpha_early"]).toBeCloseTo(0.4, 2);
    expect(cells["r2"]).toBeGreaterThan(0.999);
    expect(cells["last_train"]).toBeCloseTo(2 * 20 ** -0.4, 10);
    expect(cells["best_val"]).toBeCloseTo(1, 10);
    expect(cells["best_val_epoch"]).toBeCloseTo(10.08, 1);
    expect(cells["epochs"]).toBeCloseTo(20, 1);
    expect(cells["gap"]).toBeCloseTo(Number(cells["last_val"]) - Number(cells["last_train"]), 12);
    expect(cells).toMatchObject({ best_model: "power", records: 1_000, acc_val: 0.25 });
  });

  it("finds an accuracy by another usual name, and of every metric the last, lowest, highest and mean of the last", () => {
    expect(cells["acc_train"]).toBeCloseTo(0.7, 10);
    expect(cells["last.step"]).toBe(1_000);
    expect(cells["mean.step"]).toBe(995.5);
    expect(cells["min.loss_val_nats"]).toBeCloseTo(1, 10);
    expect(cells["max.loss_val_nats"]).toBeCloseTo(1 + (20 - 10.08 - 0.08) / 10, 1);
  });

  it("draws the loss in 48 points that fall with it", () => {
    expect(spark).toHaveLength(48);
    expect([...spark].sort((one, other) => other - one)).toEqual(spark);
  });

  it("leaves out what a log does not hold", () => {
    expect(summaryOf([])).toEqual({ cells: { records: 0 }, spark: [] });
    const { cells: few } = summaryOf([{ step: 1, loss_train_nats: 2 }]);
    expect(few).toMatchObject({ last_train: 2, records: 1 });
    expect(Object.keys(few)).not.toContain("best_val");
    expect(Object.keys(few)).not.toContain("knee");
  });

  it("tells a hundred metrics at most", () => {
    const wide = Object.fromEntries(Array.from({ length: 150 }, (_, i) => [`metric${i}`, i]));
    const { cells: many } = summaryOf([{ step: 1, ...wide }]);
    expect(Object.keys(many).filter((id) => id.startsWith("last."))).toHaveLength(100);
  });
});
