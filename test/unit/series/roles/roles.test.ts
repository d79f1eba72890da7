import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Role } from "../../../../src/series/roles/role.ts";
import { readRoles, type GivenNames } from "../../../../src/series/roles/roles.ts";
import { tableOf, type LogRecord } from "../../contract/logTables.ts";

function columnsOf(records: readonly LogRecord[], given: GivenNames = {}): Partial<Record<Role, string>> {
  const found = Object.entries(readRoles(tableOf(records), given)).flatMap(([role, reading]) =>
    reading === null ? [] : [[role, reading.column] as const],
  );
  return Object.fromEntries(found);
}

const records = (count: number, make: (index: number) => LogRecord): LogRecord[] =>
  Array.from({ length: count }, (_, index) => make(index));

describe("the roles of a log without a contract", () => {
  it("are those of the well-known names", () => {
    const log = records(20, (i) => ({ iter: i, loss: 3 / (i + 1), val_loss: 4 / (i + 1), learning_rate: 0.1 }));
    expect(columnsOf(log)).toEqual({
      step: "iter",
      trainLoss: "loss",
      valLoss: "val_loss",
      learningRate: "learning_rate",
    });
  });

  it("never take a constant total for the step", () => {
    const log = records(50, (i) => ({ current_steps: i + 1, total_steps: 5100, loss: 1 / (i + 1) }));
    expect(columnsOf(log).step).toBe("current_steps");
    expect(
      columnsOf(log.map(({ total_steps: total = 0, loss = 0 }) => ({ total_steps: total, loss }))).step,
    ).toBeUndefined();
  });

  it("prefer losses of the whole run to a summary at its end", () => {
    const log = [...records(77, (i) => ({ loss: 3 / (i + 1), step: 10 * i })), { train_loss: 0.9, step: 770 }];
    expect(columnsOf(log).trainLoss).toBe("loss");
  });

  it("prefer the training loss by name where both go through the run", () => {
    const log = records(30, (i) => ({ loss: 3 / (i + 1), "train/loss": 2 / (i + 1) }));
    expect(columnsOf(log).trainLoss).toBe("train/loss");
  });

  it("leave a time that does not grow, such as seconds an iteration", () => {
    const log = records(40, (i) => ({ time: 0.3 + ((i * 7) % 5) / 100, loss: 1 / (i + 1) }));
    expect(columnsOf(log).time).toBeUndefined();
  });

  it("keep a clock that starts again with each epoch or resume", () => {
    const log = records(400, (i) => ({ iter: (i % 40) * 50, epoch: Math.floor(i / 40) + 1, loss: 1 / (i + 1) }));
    expect(columnsOf(log)).toMatchObject({ step: "iter", epoch: "epoch" });
  });

  it("keep an epoch key that only few records hold", () => {
    const log = records(300, (i) =>
      i % 100 === 99 ? { step: i, epoch: (i + 1) / 100 } : { step: i, loss: 1 / (i + 1) },
    );
    expect(columnsOf(log)).toMatchObject({ epoch: "epoch", trainLoss: "loss" });
  });

  it("take no part of a loss for the loss", () => {
    const log = records(30, (i) => ({ loss_bbox: 1 / (i + 1), loss_cls: 2 / (i + 1), "Loss/loss.num": 500 }));
    expect(columnsOf(log)).toEqual({});
  });

  it("say nothing of validation by a training name, nor the other way", () => {
    const log = records(30, (i) => ({ eval_loss: 1 / (i + 1), eval_accuracy: i / 30 }));
    expect(columnsOf(log)).toEqual({ valLoss: "eval_loss", valAccuracy: "eval_accuracy" });
  });

  it("hold for a log of one record", () => {
    expect(columnsOf([{ step: 0, train_loss: 4 }])).toEqual({ step: "step", trainLoss: "train_loss" });
    expect(columnsOf([])).toEqual({});
  });

  it("leave a column without a finite number", () => {
    const log = records(10, () => ({ loss: Number.NaN, total_loss: 1 }));
    expect(columnsOf(log).trainLoss).toBe("total_loss");
  });
});

describe("given names", () => {
  const log = records(30, (i) => ({ loss: 1 / (i + 1), other: 2 / (i + 1), step: i }));

  it("of a contract count before well-known ones, the first that the log holds", () => {
    expect(columnsOf(log, { contract: { trainLoss: ["missing", "other"] } }).trainLoss).toBe("other");
  });

  it("that the log does not hold take nothing away", () => {
    expect(columnsOf(log, { contract: { trainLoss: ["missing"], step: ["absent"] } })).toMatchObject({
      trainLoss: "loss",
      step: "step",
    });
  });

  it("that a person chose count before those of a contract, and those before the format's", () => {
    const given = { chosen: { trainLoss: ["step"] }, contract: { trainLoss: ["other"] }, format: { step: ["other"] } };
    const roles = readRoles(tableOf(log), given);
    expect(roles.trainLoss).toEqual({ column: "step", source: "chosen" });
    expect(roles.step).toEqual({ column: "other", source: "format" });
  });
});

describe("what a role's column holds", () => {
  it("is read the same from a long column as from its beginning, middle and end", () => {
    const growing = fc.record({
      length: fc.integer({ min: 3, max: 20_000 }),
      stride: fc.integer({ min: 1, max: 500 }),
      restart: fc.integer({ min: 30, max: 5_000 }),
    });
    fc.assert(
      fc.property(growing, ({ length, stride, restart }) => {
        const log = records(length, (i) => ({ step: stride * (i % restart), loss: 1 + 1 / (i + 1) }));
        expect(columnsOf(log).step).toBe("step");
        const shuffled = records(length, (i) => ({ step: (i * 7919) % 101, loss: 1 + 1 / (i + 1) }));
        expect(length < 200 ? undefined : columnsOf(shuffled).step).toBeUndefined();
      }),
      { numRuns: 60 },
    );
  });
});
