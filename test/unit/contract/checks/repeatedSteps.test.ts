import { describe, expect, test } from "vitest";
import { builtInContract } from "../../../../src/contract/model/builtIn.ts";
import { contractOf, findingsOf, textOf } from "../logTables.ts";
import { changed, only, sound } from "../soundRun.ts";

describe("steps-repeated", () => {
  test("tells a resume, for information", () => {
    const finding = only([...sound, ...sound.slice(900)]);
    expect(finding).toMatchObject({ severity: "information", metric: "step", line: 1201, count: 1 });
    expect(textOf(finding)).toContain("step goes back from 1,199 to 900 at line 1,201");
    expect(textOf(finding)).toContain("the run was resumed from a checkpoint. 300 records repeat");
    expect(finding?.related).toEqual([
      { line: 901, facts: { kind: "loggedAgain" } },
      { line: 1200, facts: { kind: "lastBefore", clock: "step", value: 1199 } },
    ]);
    expect(textOf(only([...sound, ...sound]))).toContain("the run was started again. 1,200 records repeat");
  });
  test("tells a resume as a hint where nothing was asked for", () => {
    const contract = { ...builtInContract, scope: "soundness" } as const;
    const found = findingsOf([...sound, ...sound.slice(900)], contract);
    expect(found.find(({ code }) => code === "steps-repeated")).toMatchObject({ severity: "hint", line: 1201 });
  });
  test("tells records out of order", () => {
    const mixed = sound.flatMap((record, row) => (row % 2 === 0 ? [sound[row + 1] ?? record, record] : []));
    expect(only(mixed)).toMatchObject({ severity: "warning", count: 600 });
    expect(textOf(only(mixed))).toContain("the records are out of order");
  });
  test("tells two writers that take turns, some records each", () => {
    const losses = sound.map(({ step = 0 }) => ({ step, loss_train_nats: 3 / (1 + Number(step)) }));
    const turns = Array.from({ length: 60 }, (_, turn) => losses.slice(20 * turn, 20 * turn + 20));
    const found = findingsOf(turns.flatMap((turn) => [...turn, ...turn])).filter(
      ({ code }) => code === "steps-repeated",
    );
    expect(found).toMatchObject([{ severity: "warning", count: 60, facts: { kind: "disorder" } }]);
    expect(found.map(textOf).join()).toContain("Several processes may write this log");
  });
  test("does not take a run for two writers that was resumed again and again", () => {
    const stretches = Array.from({ length: 6 }, (_, part) =>
      sound.slice(Math.max(0, 200 * part - 60), 200 * part + 200),
    );
    expect(only(stretches.flat())).toMatchObject({ severity: "information", count: 5, facts: { kind: "resumed" } });
    const fromScratch = [sound, sound, sound, sound].flat();
    expect(only(fromScratch)).toMatchObject({ facts: { kind: "resumed", fromStart: true } });
  });
  test("tells a step that counts within an epoch", () => {
    const within = changed((record) => ({
      ...record,
      step: Number(record["step"]) % 100,
      epoch: Math.floor(Number(record["step"]) / 100),
    }));
    expect(only(within)).toMatchObject({ severity: "warning", line: 101, count: 11 });
    expect(textOf(only(within))).toContain("in each epoch");
  });
  test("tells batches that are logged twice", () => {
    expect(only(sound.flatMap((record) => [record, record]))).toMatchObject({
      severity: "warning",
      line: 2,
      count: 1200,
    });
    expect(only([...sound, ...sound.slice(-1)])).toMatchObject({ severity: "information", count: 1 });
  });
  test("goes by the epoch where there is no step", () => {
    const contract = contractOf({ metrics: { loss_train_nats: { every: "epoch" } } });
    const records = [0, 1, 0, 1, 2, 3, 4].map((epoch) => ({ epoch, loss_train_nats: 1 }));
    expect(only(records, contract)).toMatchObject({ metric: "epoch", line: 3, severity: "information" });
  });
  test("is not a validation record with the step of its batch", () => {
    const records = sound.flatMap((record) => [record, { step: Number(record["step"]), note: 1 }]);
    expect(findingsOf(records)).toEqual([]);
  });
});
