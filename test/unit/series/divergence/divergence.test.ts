import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { builtInContract } from "../../../../src/contract/model/builtIn.ts";
import { createChecker } from "../../../../src/contract/checks/checkLog.ts";
import { problemsOf } from "../../contract/logTables.ts";
import { reviewRun } from "../../../../src/review/reviewRun.ts";
import { Divergence } from "../../../../src/series/divergence/divergence.ts";
import { seededNoise } from "../../review/seededNoise.ts";
import { tableOf, type LogRecord } from "../../review/tableOf.ts";

/** A power law with 2 % of noise, as `length` losses. */
function sound(length: number): Float64Array {
  const noise = seededNoise(7);
  return Float64Array.from({ length }, (_, i) => (i + 1) ** -0.3 * (1 + 0.02 * noise()));
}

/** The index at which losses diverge. */
function divergedFrom(values: Float64Array): number | null {
  const divergence = new Divergence();
  const rows = Uint32Array.from(values.keys());
  divergence.read({ key: "loss", rows, values, texts: 0 }, []);
  return divergence.found()?.row ?? null;
}

describe("divergence", () => {
  it("is found where a loss jumps up for good", () => {
    expect(divergedFrom(sound(1_000).map((loss, i) => (i < 700 ? loss : 4)))).toBe(700);
  });

  it("is found where half of what was won is lost, however few times the level that is", () => {
    const losses = sound(6_000).map((loss, i) => (i < 3_000 ? 0.98 + 1.3 * loss : 2));
    expect(divergedFrom(losses)).toBe(3_000);
  });

  it("is found in a run with one record an epoch", () => {
    for (const level of [2, 50]) {
      const losses = sound(60).map((loss, i) => (i < 30 ? 0.5 + 1.8 * loss : level));
      expect(divergedFrom(losses)).toBe(30);
    }
    expect(divergedFrom(Float64Array.from([3, 2.5, 2.2, 2, 60, 70, 80]))).toBe(4);
  });

  it("is found at the foot of a slow climb, which a running median would follow", () => {
    const losses = sound(2_000).map((loss, i) => (i < 1_200 ? loss : loss * Math.exp(Math.min(i - 1_200, 600) / 150)));
    const from = divergedFrom(losses) ?? NaN;
    expect(from).toBeGreaterThan(1_150);
    expect(from).toBeLessThan(1_260);
  });

  it("is no spike, no slow rise and no bad start", () => {
    const falling = Array.from({ length: 300 }, (_, i) => 5 / Math.sqrt(i + 1));
    expect(divergedFrom(Float64Array.from(falling))).toBeNull();
    expect(divergedFrom(Float64Array.from(falling.with(150, 99)))).toBeNull();
    expect(divergedFrom(Float64Array.from(falling, (value, i) => value + i / 300))).toBeNull();
    expect(divergedFrom(new Float64Array(0))).toBeNull();
    expect(divergedFrom(sound(1_000).map((loss, i) => (i > 400 && i < 600 ? 9 : loss)))).toBeNull();
  });

  it("is not found in sound losses of any length, nor in a rise of a tenth", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_500 }), fc.integer({ min: 0, max: 1_500 }), (length, at) => {
        expect(divergedFrom(sound(length))).toBeNull();
        expect(divergedFrom(sound(length).map((loss, i) => (i < at ? loss : loss * 1.1)))).toBeNull();
      }),
    );
  });

  it("does not depend on the unit of the loss", () => {
    const losses = sound(1_000).map((loss, i) => (i < 700 ? loss : 4));
    expect(divergedFrom(losses.map((loss) => loss * Math.LOG2E))).toBe(divergedFrom(losses));
  });
});

describe("a run that diverged", () => {
  const epochs = 60;
  const perEpoch = 200;
  const losses = sound(epochs * perEpoch);
  const records: LogRecord[] = Array.from(losses, (loss, i) => {
    const t = (i + 1) / perEpoch;
    return { step: i + 1, epoch: t, loss_train_nats: t <= 30 ? 0.9 + 1.4 * loss : 2 + 0.01 * loss };
  });

  it("diverges at one moment for the finding, the review and the fits, read at once or as it grows", () => {
    const resumed = [...records.slice(0, 4_000), ...records.slice(3_000)];
    for (const log of [records, resumed]) {
      const whole = tableOf(log);
      const checker = createChecker(builtInContract);
      checker.update(tableOf(log.slice(0, 3_500)), problemsOf());
      checker.update(tableOf(log.slice(0, 9_001)), problemsOf());
      const findings = checker.update(whole, problemsOf());
      const input = { run: "run", log: "metrics.jsonl", table: whole, contract: builtInContract, findings };
      const { loss, window } = reviewRun({ ...input, growing: false }).review;
      const line = findings.find(({ code }) => code === "diverged")?.line ?? NaN;
      expect(log[line - 1]?.["epoch"]).toBe(30.005);
      expect(loss?.divergedAt).toBe(30.005);
      expect(loss?.excluded.diverged).toBe(30 * perEpoch);
      expect(window?.end).toBeLessThanOrEqual(30);
      expect(window?.end).toBeGreaterThan(29.7);
    }
  });

  it("diverges in bits where the log has no nats", () => {
    const inBits = records.map(({ loss_train_nats: nats, ...rest }) => ({ ...rest, loss_train_bits: nats ?? null }));
    const table = tableOf(inBits);
    const findings = createChecker(builtInContract).update(table, problemsOf());
    expect(findings.find(({ code }) => code === "diverged")).toMatchObject({ metric: "loss_train_bits", line: 6_001 });
    const input = { run: "run", log: "metrics.jsonl", table, contract: builtInContract, findings, growing: false };
    expect(reviewRun(input).review.loss?.divergedAt).toBe(30.005);
  });
});
