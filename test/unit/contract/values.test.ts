import { describe, expect, test } from "vitest";
import { findingsOf, placesOf, textOf } from "./logTables.ts";
import { changed, only, sound } from "./soundRun.ts";

describe("non-finite", () => {
  test("is an error where the loss is NaN, with all that follows from it", () => {
    const bad = { loss_train_nats: Number.NaN, loss_train_bits: Number.NaN, grad_norm: Number.NaN };
    const finding = only(changed((record, row) => (row < 800 ? record : { ...record, ...bad })));
    expect(finding).toMatchObject({
      code: "non-finite",
      severity: "error",
      metric: "loss_train_nats",
      line: 801,
      count: 400,
    });
    expect(textOf(finding)).toContain(
      "is NaN from line 801 to the end of the log (400 values). loss_train_bits and grad_norm became non-finite with it.",
    );
  });
  test("counts the stretches that pass", () => {
    const finding = only(changed((record, row) => (row % 400 >= 397 ? { ...record, acc_train: Infinity } : record)));
    expect(finding).toMatchObject({ severity: "warning", metric: "acc_train", line: 398, count: 9 });
    expect(textOf(finding)).toContain(
      "is Infinity at line 398, the first of 9 values that are not finite. They occur in 3 stretches of at most 3 values.",
    );
    expect(finding?.related).toEqual([{ line: 398, facts: { kind: "longestStretch", values: 3 } }]);
  });
  test("is reported for each metric whose cause is its own", () => {
    const records = changed((record, row) =>
      row === 100
        ? { ...record, lr: NaN }
        : row === 200
          ? { ...record, loss_train_nats: NaN, loss_train_bits: NaN }
          : record,
    );
    expect(placesOf(findingsOf(records))).toEqual(["non-finite lr 101", "non-finite loss_train_nats 201"]);
  });
  test("is reported once for all keys outside the contract that are lost for good", () => {
    const lost = (value: number, row: number, from: number): number => (row < from ? value : NaN);
    const finding = only(
      changed((record, row) => ({
        ...record,
        "aux/acc": lost(0.5, row, 300),
        "aux/loss": lost(2, row, 300),
        late: lost(1, row, 400),
      })),
    );
    expect(finding).toMatchObject({
      code: "non-finite",
      severity: "warning",
      metric: "aux/loss",
      line: 301,
      count: 900,
    });
    expect(textOf(finding)).toContain(
      "aux/loss is NaN from line 301 to the end of the log (900 values). aux/acc and late became non-finite with it. Restart the run",
    );
  });
  test("is reported for keys outside the contract with the loss, where that was lost no later", () => {
    const records = changed((record, row) => ({
      ...record,
      extra: 1,
      ...(row < 500 ? {} : { loss_train_nats: NaN, extra: NaN }),
    }));
    expect(placesOf(findingsOf(records)).filter((place) => place.startsWith("non-finite"))).toEqual([
      "non-finite loss_train_nats 501",
    ]);
  });
  test("is reported for a loss outside the contract that was lost at once", () => {
    const lost = (key: string): unknown =>
      findingsOf(changed((record, row) => ({ ...record, [key]: row < 1 ? 2 : NaN })));
    expect(lost("gen_loss")).toMatchObject([{ code: "non-finite", metric: "gen_loss", line: 2, count: 1199 }]);
    expect(lost("extra")).toEqual([]);
  });
  test.each([
    ["is NaN throughout", (): number => NaN],
    ["holds NaN where it has no value", (row: number): number => (row % 100 === 0 ? 1 : NaN)],
    ["was not finite for a while", (row: number): number => (row < 600 || row > 700 ? 1 : NaN)],
    ["ends in two values that are not finite", (row: number): number => (row < 1198 ? 1 : NaN)],
  ])("is not a key outside the contract that %s", (_, value) => {
    expect(findingsOf(changed((record, row) => ({ ...record, extra: value(row) })))).toEqual([]);
  });
});

describe("out-of-range", () => {
  test("names the first value, the bounds and how many there are", () => {
    const finding = only(changed((record, row) => (row >= 1100 ? { ...record, lr: -0.5 } : record)));
    expect(finding).toMatchObject({ code: "out-of-range", severity: "warning", metric: "lr", line: 1101, count: 100 });
    expect(textOf(finding)).toContain(
      "lr should be at least 0 and is -0.5 at line 1,101. It is the first of 100 such values, out of 1,200.",
    );
  });
  test("takes an accuracy above 1 for percent", () => {
    expect(textOf(only(changed((record) => ({ ...record, acc_train: 50 }))))).toContain("It looks like a percentage");
  });
  test("allows the bounds themselves", () => {
    expect(findingsOf(changed((record, row) => ({ ...record, acc_train: row % 2, lr: 0 })))).toEqual([]);
  });
});

describe("unit-mismatch", () => {
  test("tells the same number in both units", () => {
    const finding = only(changed((record) => ({ ...record, loss_train_bits: record["loss_train_nats"] ?? 0 })));
    expect(finding).toMatchObject({ code: "unit-mismatch", metric: "loss_train_bits", line: 1, count: 1200 });
    expect(textOf(finding)).toContain("it is the same number");
  });
  test("tells the two swapped", () => {
    const swapped = changed((record) => ({
      ...record,
      loss_train_bits: Number(record["loss_train_nats"]) / Math.LOG2E,
    }));
    expect(textOf(only(swapped))).toContain("the two units are swapped");
  });
  test("is not a loss that was rounded to two decimals, nor a few odd values", () => {
    const rounded = changed((record, row) => ({
      ...record,
      loss_train_nats: Math.round(Number(record["loss_train_nats"]) * 100) / 100,
      loss_train_bits: row % 100 === 7 ? 4 : Math.round(Number(record["loss_train_bits"]) * 100) / 100,
    }));
    expect(findingsOf(rounded)).toEqual([]);
  });
});

describe("diverged", () => {
  const rising = changed((record, row) => {
    const loss = row < 800 ? Number(record["loss_train_nats"]) : 20;
    return { ...record, loss_train_nats: loss, loss_train_bits: loss * Math.LOG2E };
  });
  test("is a loss that goes up and stays up", () => {
    const finding = only(rising);
    expect(finding).toMatchObject({ code: "diverged", severity: "error", line: 801, count: 1 });
    expect(textOf(finding)).toMatch(/fell to 2\.\d+, then rose from line 801 on and stays near 20/);
  });
  test("is not a spike that passes", () => {
    expect(findingsOf([...rising.slice(0, 840), ...sound.slice(840)])).toEqual([]);
  });
  test("is not a run that starts again from the beginning", () => {
    expect(placesOf(findingsOf([...sound, ...sound.slice(0, 100)]))).toEqual(["steps-repeated step 1201"]);
  });
});
