import { describe, expect, test } from "vitest";
import { contractOf, findingsOf, placesOf, textOf } from "../logTables.ts";
import { recordsOf } from "../soundLogs.ts";
import { changed, only, sound, soundRun, without } from "../soundRun.ts";

test("the run that these tests change has no finding", () => {
  expect(findingsOf(sound)).toEqual([]);
});

describe("missing-metric", () => {
  test("is a metric of every batch that no record holds", () => {
    const finding = only(changed((record) => without(record, "wd")));
    expect(finding).toEqual({
      code: "missing-metric",
      severity: "warning",
      metric: "wd",
      line: null,
      column: null,
      count: 1,
      facts: {
        kind: "never",
        every: { kind: "batch" },
        written: false,
        during: { amount: 1200, unit: "record" },
        ...{ without: null, alias: null, role: "weightDecay", source: null },
      },
    });
    expect(textOf(finding)).toBe(
      "wd is not logged in 1,200 records: the contract asks for it every batch. " +
        "Add it to the logging code. The built-in contract applies here. If this metric does not have to be logged, create a metrics.contract.json that lists only the metrics that do.",
    );
  });
  test("says where to leave it out once there is a contract", () => {
    const contract = contractOf({ metrics: { lr: { every: "batch" }, x: { every: "batch" } } });
    expect(textOf(only(sound, contract))).toContain(
      "If it does not have to be logged, remove it from metrics.contract.json.",
    );
  });
  test("is a name of the contract that no record holds, whatever its metrics are", () => {
    const metrics = { lr: { every: "batch" } };
    const typo = contractOf({ metrics, names: { trainLoss: "train_loss", valLoss: "loss_val_nats" } });
    const finding = only(sound, typo);
    expect(finding).toMatchObject({ code: "missing-metric", severity: "warning", metric: "train_loss" });
    expect(textOf(finding)).toMatch(
      /^metrics\.contract\.json says that trainLoss is train_loss, but train_loss is not logged in 1,200 records/,
    );
    expect(finding).toMatchObject({ facts: { alias: "loss_train_nats" } });
    expect(findingsOf(sound.slice(0, 2), typo)).toEqual([]);
    expect(findingsOf(sound, contractOf({ metrics, names: { trainLoss: "loss_train_bits" } }))).toEqual([]);
    const rare = contractOf({ metrics, names: { curvature: "sharpness" } });
    expect(findingsOf(sound.slice(0, 300), rare)).toEqual([]);
    expect(only(recordsOf({ ...soundRun, steps: 2500 }), rare)).toMatchObject({ severity: "information" });
  });
  test("is each of two metrics that are derived from one another where neither is logged", () => {
    const circle = contractOf({
      metrics: {
        a: { every: "batch", derive: { from: "b", scale: 2 } },
        b: { every: "batch", derive: { from: "a", scale: 0.5 } },
      },
    });
    expect(placesOf(findingsOf(sound, circle))).toEqual(["missing-metric a -", "missing-metric b -"]);
    const nan = changed((record) => ({ ...record, a: NaN, b: NaN }));
    expect(placesOf(findingsOf(nan, circle))).toEqual(["non-finite a 1"]);
  });
  test("offers no key that holds texts as an alias", () => {
    const dated = changed((record) => ({ ...without(record, "time"), timestamp: "2025-01-01T00:00:00Z" }));
    expect(only(dated)).toMatchObject({ code: "missing-metric", metric: "time" });
    expect(only(dated)).toMatchObject({ facts: { alias: null } });
  });
  test("says by what clock a rare metric is overdue", () => {
    const message = textOf(only(changed((record) => without(record, "psd_tail"))));
    expect(message).toContain("is not logged in 11.99 epochs: the contract asks for it every 2 epochs.");
    expect(textOf(only(changed((record) => without(record, "lambda_max"))))).toContain(
      "not logged in 1,199 steps: the contract",
    );
  });
  test.each([
    ["wd", 1],
    ["lambda_max", 540],
    ["psd_tail", 210],
    ["grad_norm", 26],
  ])("is not %s after %d batches, since its first interval may not be over", (metric, steps) => {
    const young = sound.slice(0, steps).map((record) => without(record, metric));
    expect(findingsOf(young)).toEqual([]);
    const old = sound.slice(0, steps * 1.2 + 2).map((record) => without(record, metric));
    expect(placesOf(findingsOf(old))).toEqual([`missing-metric ${metric} -`]);
  });
  test("holds for an epoch's metric only where the log has an epoch to count by", () => {
    const records = changed((record) => without(record, "epoch", "psd_tail"));
    expect(placesOf(findingsOf(records))).toEqual(["missing-metric epoch -"]);
    const long = recordsOf({ ...soundRun, steps: 2500 }).map((record) => without(record, "epoch", "psd_tail"));
    expect(findingsOf(long).map(({ metric, severity }) => [metric, severity])).toEqual([
      ["epoch", "warning"],
      ["psd_tail", "information"],
    ]);
    expect(findingsOf(long)[1]?.facts).toMatchObject({ every: { kind: "epochs", epochs: 2 }, without: "epoch" });
    expect(textOf(findingsOf(long)[1])).toContain(
      "The log has no epoch, so Slopewise cannot tell when this metric should be logged.",
    );
  });
  test("offers the key that looks like it", () => {
    const records = changed(({ loss_train_nats: loss, ...record }) => ({
      ...without(record, "loss_train_bits"),
      ...(loss === undefined ? {} : { train_loss: loss }),
    }));
    expect(only(records)).toMatchObject({
      facts: { alias: "train_loss", role: "trainLoss" },
      related: [{ line: 1, facts: { kind: "firstOf", metric: "train_loss" } }],
    });
    expect(textOf(only(records))).toContain(
      'If train_loss is the same metric, set "names": { "trainLoss": "train_loss" } in metrics.contract.json',
    );
    expect(findingsOf(records, contractOf({ names: { trainLoss: "train_loss" } })).map(({ code }) => code)).toEqual([
      "derivable-metric",
    ]);
  });
  test("tells of a metric that holds text", () => {
    const records = changed((record) => ({ ...record, wd: "0.0001" }));
    expect(textOf(only(records))).toMatch(/^wd is never a number in 1,200 records: 1,200 values are text or lists\. /);
    expect(findingsOf(changed((record, row) => (row === 0 ? record : { ...record, extra: "x" })))).toEqual([]);
  });
  test("is reported once where a derivable metric is missing with its source", () => {
    const records = changed((record) => without(record, "loss_train_nats", "loss_train_bits"));
    expect(placesOf(findingsOf(records))).toEqual(["missing-metric loss_train_nats -"]);
  });
  test("names a source that it could be computed from", () => {
    const message = textOf(only(changed((record) => without(record, "loss_train_nats"))));
    expect(message).toContain("It equals loss_train_bits divided by 1.443, and loss_train_bits is logged.");
    expect(only(changed((record) => without(record, "loss_train_nats")))?.facts).toMatchObject({
      source: { metric: "loss_train_bits", scale: Math.LOG2E },
    });
  });
});

describe("derivable-metric", () => {
  test("is an information, since nothing is lost", () => {
    const finding = only(changed((record) => without(record, "loss_train_bits")));
    expect(finding).toMatchObject({ code: "derivable-metric", severity: "information", metric: "loss_train_bits" });
    expect(textOf(finding)).toContain("it equals 1.443 times loss_train_nats, which is logged");
  });
  test("needs its source in the log, not in the contract", () => {
    const contract = contractOf({ metrics: { x: { every: "batch", derive: { from: "lr", scale: 2 } } } });
    expect(placesOf(findingsOf(sound, contract))).toEqual(["derivable-metric x -"]);
    const none = contractOf({ metrics: { x: { every: "batch", derive: { from: "y", scale: 2 } } } });
    expect(placesOf(findingsOf(sound, none))).toEqual(["missing-metric x -"]);
  });
  test("is also one that is logged too rarely", () => {
    const finding = only(changed((record, row) => (row % 10 === 0 ? record : without(record, "loss_train_bits"))));
    expect(finding).toMatchObject({ code: "derivable-metric", metric: "loss_train_bits" });
  });
  test("is not one whose last value is on its way", () => {
    expect(findingsOf(sound.map((record, row) => (row < 1199 ? record : without(record, "loss_train_bits"))))).toEqual(
      [],
    );
  });
});

test("a metric that is asked for less often than the one it derives from is complete when it comes as often", () => {
  const metrics = {
    loss_train_nats: { every: "batch" },
    bits: { every: "epoch", derive: { from: "loss_train_nats", scale: Math.LOG2E } },
  };
  const perEpoch = changed((record, row) =>
    row % 100 === 0 ? { ...record, bits: Number(record["loss_train_nats"]) * Math.LOG2E } : record,
  );
  expect(findingsOf(perEpoch, contractOf({ metrics }))).toEqual([]);
  const rare = perEpoch.map((record, row) => (row % 400 === 0 ? record : without(record, "bits")));
  expect(placesOf(findingsOf(rare, contractOf({ metrics })))).toEqual(["derivable-metric bits -"]);
});
