import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { builtInContract } from "../../../src/contract/model/builtIn.ts";
import { reviewRun, type ReviewedRun } from "../../../src/review/reviewRun.ts";
import { tableOf, type LogRecord } from "./tableOf.ts";

function review(records: readonly LogRecord[], growing = false): ReviewedRun {
  return reviewRun({
    run: "run",
    log: "run/metrics.jsonl",
    table: tableOf(records),
    contract: builtInContract,
    findings: [],
    growing,
  });
}

/** A run of 60 epochs with 20 batches each: an exponential up to epoch 10, a power law after. */
function burnIn(scale = 1, key = "loss_train_nats"): LogRecord[] {
  return Array.from({ length: 1200 }, (_, i) => {
    const epoch = (i + 1) / 20;
    const wiggle = 0.02 * Math.sin(i * 12.9898 + Math.sin(i * 78.233) * 43758);
    const logLoss = 2 - 0.12 * Math.min(epoch, 10) - 0.4 * Math.log(Math.max(epoch, 10) / 10) + wiggle;
    return { step: i + 1, epoch, [key]: scale * Math.exp(logLoss) };
  });
}

describe("the band of a plateau", () => {
  it("is what the settling time is measured by: 10 % about the level of the last fifth", () => {
    // Falls on slowly after it settled, so that the level from there on is another than the last.
    const lambda = (epoch: number): number =>
      epoch < 10 ? 10 * epoch : 100 * (1 + 0.08 * Math.exp(-(epoch - 10) / 8));
    const records = Array.from({ length: 240 }, (_, i) => ({ epoch: (i + 1) / 4, lambda_max: lambda((i + 1) / 4) }));
    const { review: facts, plot } = review(records);
    expect(facts.curvature?.plateau.epoch).not.toBeNull();
    expect(plot.lambdaMaxBand?.[0]).toBeCloseTo(90, 0);
    expect(plot.lambdaMaxBand?.[1]).toBeCloseTo(110, 0);
    expect(review(records.slice(0, 20)).plot.lambdaMaxBand).toBeNull();
  });
});

describe("a plateau", () => {
  const records = (bad: number): LogRecord[] =>
    Array.from({ length: 240 }, (_, i) => ({
      epoch: (i + 1) / 4,
      lambda_max: i % 240 < bad ? -1 : 5 + Math.min(Math.max((i + 1) / 4 - 20, 0), 15),
    }));

  it("is found behind a ramp between two levels, a few values at or below 0 left out and counted", () => {
    const { curvature } = review(records(6)).review;
    expect(curvature?.excluded).toBe(6);
    expect(Math.abs((curvature?.plateau.epoch ?? NaN) - 33)).toBeLessThan(2);
  });

  it("is not sought where many values are not above 0", () => {
    const { curvature } = review(records(60)).review;
    expect(curvature?.plateau).toEqual({
      epoch: null,
      reason: "more than 5% of the curvature values are not above 0",
    });
  });
});

describe("a review of a short or unusual log", () => {
  const record = (i: number): LogRecord => ({ step: i, epoch: i / 4, loss_train_nats: 3 / (i + 1), lambda_max: i });

  it.each([0, 1, 2, 9])("gives reasons in words for %i records", (count) => {
    const { review: facts } = review(Array.from({ length: count }, (_, i) => record(i)));
    expect(facts.records).toBe(count);
    expect(facts.best).toBeNull();
    expect(facts.summary).not.toBe("");
    for (const fit of Object.values(facts.fits ?? {})) {
      expect(fit.reason).toMatch(/only \d+ point/);
    }
    expect(JSON.parse(JSON.stringify(facts))).toEqual(facts);
  });

  it.each([
    ["stands still at 0", 0],
    ["stands still", 7],
    ["stands still before 0", -7],
  ])("ends for a long log whose step %s", (_, step) => {
    const records = Array.from({ length: 600 }, (_, i) => ({ step, loss_train_nats: 2, lambda_max: 10 + (i % 7) }));
    expect(review(records).review.curvature?.plateau.epoch).toBeNull();
  });

  it("never throws and never gives a number that JSON cannot hold", () => {
    const number = fc.oneof(
      fc.double(),
      fc.constantFrom(0, 1, -1, NaN, Infinity, 1e308, 5e-324),
      fc.double({ min: 0, max: 9, noNaN: true }),
    );
    const keys = ["step", "epoch", "loss_train_nats", "loss_val_nats", "lr", "lambda_max"] as const;
    const records = fc.array(fc.dictionary(fc.constantFrom(...keys), number), { maxLength: 60 });
    fc.assert(
      fc.property(records, fc.boolean(), (log, growing) => {
        const facts = review(log, growing).review;
        expect(JSON.parse(JSON.stringify(facts))).toStrictEqual(JSON.parse(JSON.stringify(normalized(facts))));
        expect(allFinite(facts)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

describe("a review of a run that burns in", () => {
  it("finds the knee and the slope after it", () => {
    const { review: facts } = review(burnIn());
    expect(facts.knee?.reason).toBeNull();
    expect(facts.knee?.epoch).toBeCloseTo(10, 0);
    expect(facts.slopes?.full.alpha).toBeCloseTo(0.4, 1);
    expect(facts.summary).toContain("Burn-in ends at epoch");
  });

  it("marks the knee as provisional only while the run grows and the knee moves", () => {
    const young = burnIn().filter(({ epoch }) => (epoch ?? 0) <= 12);
    expect(review(young, true).review.knee).toMatchObject({ provisional: true });
    expect(review(young, false).review.knee).toMatchObject({ provisional: false });
    expect(review(burnIn(), true).review.knee).toMatchObject({ provisional: false });
  });

  it("gives the same alpha, knee and slopes for nats and bits, exactly", () => {
    const nats = review(burnIn()).review;
    const bits = review(burnIn(1 / Math.LN2)).review;
    expect(bits.knee).toEqual(nats.knee);
    expect(bits.slopes).toEqual(nats.slopes);
    expect(bits.firstPowerWin).toEqual(nats.firstPowerWin);
  });

  it("reads bits where the log has no nats", () => {
    const bits = review(burnIn(1 / Math.LN2, "loss_train_bits")).review;
    expect(bits.loss?.metric).toBe("loss_train_bits");
    expect(bits.knee).toEqual(review(burnIn()).review.knee);
  });

  it("draws every model on 200 times inside the run", () => {
    const { plot } = review(burnIn());
    expect(plot.curves.map(({ model }) => model)).toHaveLength(7);
    for (const curve of plot.curves) {
      expect(curve.t).toHaveLength(200);
      expect(curve.y.every((value) => value > 0 && Number.isFinite(value))).toBe(true);
    }
    expect(plot.loss.t).toHaveLength(1200);
    expect(plot.lossBins.t).toHaveLength(240);
  });
});

describe("learning-rate drops", () => {
  const falling = (drop: number): LogRecord[] =>
    burnIn().map((record) => {
      const later = (record["epoch"] ?? 0) > drop;
      return {
        ...record,
        lr: later ? 0.01 : 0.1,
        loss_train_nats: (record["loss_train_nats"] ?? NaN) * (later ? 0.5 : 1),
      };
    });

  it("end the fits, and no bin holds records from both sides", () => {
    const { review: facts } = review(falling(40.1));
    expect(facts.lrDrops).toEqual([40.1]);
    expect(facts.lrDropsFrom).toBe("learningRate");
    expect(facts.window).toEqual({ start: 0.15, end: 40.1, endsAt: "lrDrop" });
    expect(facts.knee?.epoch).toBeCloseTo(10, 0);
    expect(facts.slopes?.full.window[1]).toBeLessThanOrEqual(40.1);
  });

  it("leave the longer side where the first is too short to fit", () => {
    const { review: facts } = review(falling(1));
    expect(facts.window?.endsAt).toBe("end");
    expect(facts.window?.start).toBeGreaterThan(1);
    expect(facts.fits?.power.n).toBe(236);
    expect(facts.summary).toContain(
      "drops at epoch 1. There is too little data before epoch 1, so the fits start after it.",
    );
  });
});

describe("what is left out", () => {
  it("counts every reason and lets the last record of a step count", () => {
    const records: LogRecord[] = [
      { step: 0, loss_train_nats: 9 },
      { step: 1, loss_train_nats: 8 },
      { step: 2, loss_train_nats: NaN },
      { step: 3, loss_train_nats: 0 },
      { step: 4, loss_train_nats: 5 },
      { step: 1, loss_train_nats: 7 },
    ];
    const { review: facts, plot } = review(records);
    expect(facts.loss?.excluded).toEqual({ nonFinite: 1, nonPositive: 1, atZero: 1, repeated: 1, diverged: 0 });
    expect([...plot.lossBins.y].map((value) => Number(value.toFixed(12)))).toEqual([7, 5]);
    expect(plot.loss.y).toHaveLength(6);
  });
});

describe("losses that are not above 0", () => {
  const withNegative = (share: number): LogRecord[] =>
    Array.from({ length: 400 }, (_, i) => ({
      step: i + 1,
      loss_train_nats: i % 100 < 100 * share ? -0.1 : 3 * (i + 1) ** -0.3,
    }));

  it("are left out where they are few, and keep any model from being fitted where they are many", () => {
    const few = review(withNegative(0.03)).review;
    expect(few.loss?.excluded.nonPositive).toBe(12);
    expect(few.best).not.toBeNull();
    const many = review(withNegative(0.2)).review;
    expect(many.fits).toBeNull();
    expect(many.summary).toBe("20% of the training losses are not positive numbers, and a fit allows at most 5%.");
  });
});

function normalized(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value)) as unknown;
}

function allFinite(value: unknown): boolean {
  if (typeof value === "number") {
    return Number.isFinite(value);
  }
  return typeof value !== "object" || value === null || Object.values(value).every(allFinite);
}
