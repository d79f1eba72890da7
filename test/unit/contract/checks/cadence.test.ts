import { describe, expect, test } from "vitest";
import { contractOf, findingsOf, placesOf, textOf, type LogRecord } from "../logTables.ts";
import { recordsOf } from "../soundLogs.ts";
import { changed, only, sound, soundRun, without } from "../soundRun.ts";

describe("cadence", () => {
  test("names the first batch without a metric, and how many there are", () => {
    const finding = only(changed((record, row) => (row >= 600 && row < 650 ? without(record, "acc_train") : record)));
    expect(finding).toMatchObject({ code: "cadence", severity: "warning", metric: "acc_train", line: 601, count: 50 });
    expect(textOf(finding)).toContain("missing from 50 of 1,200 batches, first at line 601");
  });
  test("is for information where a few batches in a thousand are without it", () => {
    const finding = only(changed((record, row) => (row === 600 ? without(record, "acc_train") : record)));
    expect(finding).toMatchObject({ severity: "information", line: 601, count: 1 });
  });
  test("says how often a rare metric comes", () => {
    const finding = only(
      changed((record) => (Number(record["step"]) % 50 === 49 ? record : without(record, "grad_norm"))),
    );
    expect(finding).toMatchObject({ code: "cadence", severity: "warning", metric: "grad_norm" });
    expect(textOf(finding)).toContain("every 50 steps (median): the contract asks for it every 1/4 epoch (25 steps)");
  });
  test("gives the line where a value of a rare metric was due", () => {
    const finding = only(changed((record, row) => (row >= 700 && row < 760 ? without(record, "grad_norm") : record)));
    expect(finding).toMatchObject({ code: "cadence", line: 725, count: 1 });
    expect(textOf(finding)).toContain(
      "the longest interval is 75 steps, from line 700 (epoch 6.99) to line 775 (epoch 7.74)",
    );
    expect(finding?.related).toEqual([
      { line: 700, facts: { kind: "beforeInterval", metric: "grad_norm" } },
      { line: 775, facts: { kind: "afterInterval", metric: "grad_norm" } },
    ]);
  });
  test("tells that a metric does not come any more", () => {
    const finding = only(changed((record, row) => (row >= 700 ? without(record, "grad_norm") : record)));
    expect(textOf(finding)).toContain("should have been logged at line 725 and has not been logged since");
  });
  test("lets a value be a little late, and the last interval be open", () => {
    const late = changed((record) => {
      const step = Number(record["step"]);
      const due = step === 407 || (step % 25 === 24 && step !== 399);
      return due ? { ...without(record, "grad_norm"), grad_norm: 1 } : without(record, "grad_norm");
    });
    expect(findingsOf(late)).toEqual([]);
    expect(findingsOf(sound.slice(0, 1190))).toEqual([]);
  });
  test("is told once, of the loss, where batches are logged only now and then", () => {
    const finding = only(recordsOf(soundRun).filter((record) => Number(record["step"]) % 5 === 4));
    expect(finding).toMatchObject({ code: "cadence", metric: "loss_train_nats" });
    expect(textOf(finding)).toContain("every 5 steps (median): the contract asks for it every batch");
  });
  test("counts epochs by the batches where validations count them otherwise", () => {
    const late = recordsOf({ ...soundRun, firstStep: 399, epoch: "index", rare: "after", rareEpoch: false });
    const records = late.map((record) =>
      "loss_val_nats" in record ? { ...record, epoch: Number(record["step"]) / 100 } : record,
    );
    expect(findingsOf(records)).toEqual([]);
  });
  test("goes by the contract", () => {
    const contract = contractOf({ metrics: { loss_train_nats: { every: "10 steps" }, lr: { every: "epoch" } } });
    const records = sound.filter((record) => Number(record["step"]) % 10 === 9);
    expect(findingsOf(records, contract)).toEqual([]);
    const rare = sound.filter((record) => Number(record["step"]) % 20 === 19);
    expect(placesOf(findingsOf(rare, contract))).toEqual([expect.stringMatching(/^cadence loss_train_nats/)]);
  });
});

describe("cadence after a resume", () => {
  const resumed = sound
    .slice(900)
    .map((record) => (Number(record["step"]) % 50 === 49 ? record : without(record, "grad_norm")));
  test("that is not what it was before names the resume, and both intervals", () => {
    const [repeated, finding, ...more] = findingsOf([...sound, ...resumed]).toSorted((a, b) =>
      a.code < b.code ? 1 : -1,
    );
    expect([repeated?.code, more]).toEqual(["steps-repeated", []]);
    expect(finding).toMatchObject({ code: "cadence", severity: "warning", metric: "grad_norm", line: 1201 });
    expect(textOf(finding)).toContain(
      "Since the run was resumed at line 1,201, grad_norm has been logged every 50 steps (median). Before that, it was every 25 steps. The contract asks for it every 1/4 epoch (25 steps)",
    );
  });
  test("is reported for batches too", () => {
    const rare = sound.slice(600).map((record, row) => (row % 10 === 9 ? record : without(record, "lr")));
    const finding = findingsOf([...sound.slice(0, 700), ...rare]).find(({ code }) => code === "cadence");
    expect(finding).toMatchObject({ metric: "lr", line: 701 });
    expect(textOf(finding)).toContain(
      "Since the run was resumed at line 701, lr has been logged every 10 batches (median). Before that, it was every 1 batch",
    );
  });
  test("is fine where it is the same, and where too little came since", () => {
    expect(placesOf(findingsOf([...sound, ...sound.slice(900)]))).toEqual(["steps-repeated step 1201"]);
    expect(placesOf(findingsOf([...sound, ...resumed.slice(0, 30)]))).toEqual(["steps-repeated step 1201"]);
  });
});

describe("epoch-only", () => {
  test("is a metric once an epoch that is asked for more often", () => {
    const rare = ["loss_val_nats"];
    const records = changed((record) => (Number(record["step"]) % 100 === 99 ? record : without(record, ...rare)));
    const finding = only(records);
    expect(finding).toMatchObject({ code: "epoch-only", severity: "warning", metric: "loss_val_nats", count: 1 });
    expect(textOf(finding)).toContain("logged once per epoch (100 steps): the contract asks for it every 1/4 epoch");
  });
  test("is one finding for a log with a record an epoch", () => {
    const records = Array.from({ length: 20 }, (_, epoch) => ({
      epoch: epoch + 1,
      loss_train_nats: 1,
      lr: 0.1,
      acc_val: 0.5,
    }));
    const contract = contractOf({
      metrics: {
        loss_train_nats: { every: "batch" },
        lr: { every: "batch" },
        acc_val: { every: "1/4 epoch" },
        epoch: { every: "batch" },
      },
    });
    expect(only(records, contract)).toMatchObject({ code: "epoch-only", metric: "loss_train_nats", count: 3 });
    expect(findingsOf(records.slice(0, 2), contract)).toEqual([]);
  });
  test("is not a metric that is asked for once an epoch", () => {
    const contract = contractOf({ metrics: { loss_train_nats: { every: "epoch" }, epoch: { every: "epoch" } } });
    const records = Array.from({ length: 20 }, (_, epoch) => ({ epoch: epoch + 1, loss_train_nats: 1 }));
    expect(findingsOf(records, contract)).toEqual([]);
  });
});

test("the line where a value was due is found in a log whose steps start again with each epoch", () => {
  const contract = contractOf({ metrics: { loss_train_nats: { every: "batch" }, grad_norm: { every: "10 steps" } } });
  const log = Array.from({ length: 500 }, (_, row): LogRecord => {
    const due = row % 10 === 0 && !(row > 290 && row < 340);
    return {
      step: row % 100,
      epoch: Math.floor(row / 100),
      loss_train_nats: 2,
      ...(due ? { grad_norm: 1 } : {}),
    };
  });
  const [finding] = findingsOf(log, contract).filter(({ code }) => code === "cadence");
  expect(finding).toMatchObject({ metric: "grad_norm", line: 301, related: [{ line: 291 }, { line: 341 }] });
});
