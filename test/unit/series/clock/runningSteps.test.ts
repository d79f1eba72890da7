import { engine } from "../../../engine.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { builtInContract } from "../../../../src/contract/model/builtIn.ts";
import { reviewRun } from "../../../../src/review/reviewRun.ts";
import { findingsOf } from "../../contract/logTables.ts";
import { runningSteps } from "../../../../src/series/clock/runningSteps.ts";
import { LogParser } from "../../../../src/log/parser/logParser.ts";
import type { LogTable } from "../../../../src/log/columns/columns.ts";
import type { RunReview } from "../../../../src/review/model/runReview.ts";

type LoggedRecord = Readonly<Record<string, number>>;

function tableOf(records: readonly LoggedRecord[]): LogTable {
  const parser = new LogParser({ kernel: engine.kernel, csv: false });
  parser.push(new TextEncoder().encode(records.map((record) => `${JSON.stringify(record)}\n`).join("")));
  parser.end({ includeIncomplete: true });
  return parser.table();
}

function stepsOf(records: readonly LoggedRecord[]): number[] {
  return [...(runningSteps(tableOf(records), builtInContract.names)?.values ?? [])];
}

function reviewOf(records: readonly LoggedRecord[]): RunReview {
  const table = tableOf(records);
  const input = { run: "run", log: "metrics.jsonl", table, contract: builtInContract, findings: [], growing: false };
  return reviewRun(input).review;
}

describe("runningSteps", () => {
  it("goes on counting where a step counts the batches of an epoch", () => {
    const records = [0, 1, 2].flatMap((epoch) => [1, 2, 3].map((step) => ({ step, epoch })));
    expect(stepsOf(records)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it("count as many steps an epoch in a finding as in the review", () => {
    const records = Array.from({ length: 12 * 40 }, (_, i) => ({
      step: ((i % 40) + 1) * 10,
      epoch: Math.floor(i / 40),
      loss_train_nats: 3 / Math.sqrt(i + 1),
      ...(i % 40 === 39 ? { loss_val_nats: 3 / Math.sqrt(i + 1) } : {}),
    }));
    expect(stepsOf(records).at(-1)).toBe(12 * 400);
    const finding = findingsOf(records).find(({ metric }) => metric === "loss_val_nats");
    expect(finding?.facts).toMatchObject({ steps: 400 });
  });

  it("leaves a resumed run as it was logged", () => {
    const steps = [1, 2, 3, 4, 3, 4, 5];
    expect(stepsOf(steps.map((step) => ({ step, epoch: step / 10 })))).toEqual(steps);
    expect(stepsOf(steps.map((step) => ({ step })))).toEqual(steps);
  });

  it("lets a run that counts within epochs review as its twin that counts on", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 20, max: 60 }),
        fc.integer({ min: 12, max: 40 }),
        fc.boolean(),
        (batches, epochs, whole) => {
          const run = (counts: "within" | "on"): LoggedRecord[] =>
            Array.from({ length: batches * epochs }, (_, i) => {
              const t = (i + 1) / batches;
              const step = counts === "within" ? (i % batches) + 1 : i + 1;
              const epoch = whole ? Math.floor(i / batches) : t;
              return { step, epoch, loss_train_nats: 3 * t ** -0.3 * (1 + 0.01 * Math.sin(i * 12.9898)) };
            });
          const [within, on] = [reviewOf(run("within")), reviewOf(run("on"))];
          expect(within.loss).toEqual(on.loss);
          expect(within.slopes).toEqual(on.slopes);
          expect(within.fits?.power.params["alpha"]).toBeCloseTo(0.3, 1);
        },
      ),
      { numRuns: 20 },
    );
  });
});
