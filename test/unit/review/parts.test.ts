import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { builtInContract } from "../../../src/contract/model/builtIn.ts";
import type { LossSeries } from "../../../src/numerics/models/lossSeries.ts";
import { fitModels } from "../../../src/numerics/models/modelSet.ts";
import { seededNormal, seededRandom } from "../../../src/numerics/stats/random.ts";
import { bestVal } from "../../../src/review/loss/bestVal.ts";
import { cleanLoss } from "../../../src/review/loss/cleanLoss.ts";
import { readClock } from "../../../src/series/clock/clock.ts";
import { firstFlat } from "../../../src/review/curvature/curvature.ts";
import { dropOverModel, dropsOfCurve } from "../../../src/review/loss/curveDrops.ts";
import { dropsOfLearningRate } from "../../../src/review/rate/lrDrops.ts";
import { metricSeries } from "../../../src/review/time/metricSeries.ts";
import { reviewNoise } from "../../../src/review/loss/noise.ts";
import type { Points } from "../../../src/review/model/runPlot.ts";
import { slopeSensitivity } from "../../../src/review/loss/sensitivity.ts";
import { significant } from "../../../src/review/significant.ts";
import { tableOf, type LogRecord } from "./tableOf.ts";

function points(t: readonly number[], y: readonly number[]): Points {
  return { t: Float64Array.from(t), y: Float64Array.from(y) };
}

/** Points that each stand for themselves, as models read them. */
function seriesOf(t: readonly number[], y: readonly number[]): LossSeries {
  return { t: Float64Array.from(t), logT: Float64Array.from(t, Math.log), logLoss: Float64Array.from(y, Math.log) };
}

function timesOf(records: readonly LogRecord[]): readonly [clock: string, times: number[]] {
  const table = tableOf(records);
  const { clock, timesAt } = readClock(table, builtInContract);
  return [clock, [...timesAt(table.column("loss_train_nats")?.rows ?? new Uint32Array())]];
}

describe("the clock", () => {
  const loss = { loss_train_nats: 1 };

  it("is epochs, else steps, else records", () => {
    expect(timesOf([{ ...loss, epoch: 0.5, step: 10 }])).toEqual(["epoch", [0.5]]);
    expect(timesOf([{ ...loss, step: 10 }])).toEqual(["step", [10]]);
    expect(timesOf([loss, loss])).toEqual(["record", [1, 2]]);
  });

  it("puts records without it between those that have it, and none outside", () => {
    const records = [loss, { epoch: 1 }, loss, { epoch: 2 }, loss];
    expect(timesOf(records)).toEqual(["epoch", [NaN, 1.5, NaN]]);
  });

  it("counts epochs completed where the log holds the epoch in progress, from 0 or from 1", () => {
    for (const first of [0, 1]) {
      const records = Array.from({ length: 12 }, (_, i) => ({
        ...loss,
        step: 10 * i,
        epoch: first + Math.floor(i / 4),
      }));
      const [, times] = timesOf(records);
      expect(times[0]).toBeGreaterThan(0);
      expect(times[4]).toBeCloseTo(1 + (times[0] ?? NaN), 12);
      expect(times[11]).toBeLessThanOrEqual(3);
      expect(times.every((time, i) => i === 0 || time > (times[i - 1] ?? NaN))).toBe(true);
    }
  });

  it("counts epochs completed of more epochs than a call takes arguments", () => {
    const epoch = Float64Array.from({ length: 900_000 }, (_, i) => 1 + Math.floor(i / 3));
    const rows = new Uint32Array(epoch.length).map((_, row) => row);
    const column = { key: "epoch", rows, values: epoch, texts: 0 };
    const table = { records: rows.length, keys: ["epoch"], column: () => column, lineOf: (row: number) => row + 1 };
    expect(readClock(table, builtInContract).timesAt(rows).at(-1)).toBeCloseTo(300_000, 6);
  });

  it("takes whole epochs as they are where there is one record an epoch", () => {
    expect(timesOf([1, 2, 3].map((epoch) => ({ ...loss, epoch })))).toEqual(["epoch", [1, 2, 3]]);
  });
});

describe("losses that may be fitted", () => {
  it("are in order of steps after a resumed run, the last of each step counting", () => {
    const steps = [1, 2, 3, 4, 3, 4, 5];
    const table = tableOf(steps.map((step, i) => ({ step, loss_train_nats: 10 + i })));
    const loss = cleanLoss(table, builtInContract, readClock(table, builtInContract));
    expect([...(loss?.kept.t ?? [])]).toEqual([1, 2, 3, 4, 5]);
    expect([...(loss?.kept.y ?? [])]).toEqual([10, 11, 14, 15, 16]);
    expect(loss?.excluded.repeated).toBe(2);
    expect(loss?.all.y).toHaveLength(7);
  });

  it("end where the loss diverges, and say when", () => {
    const losses = Array.from({ length: 60 }, (_, i) => (i < 40 ? 3 / (i + 1) : 50 + i));
    const table = tableOf(losses.map((value, i) => ({ step: i + 1, loss_train_nats: value })));
    const loss = cleanLoss(table, builtInContract, readClock(table, builtInContract));
    expect(loss?.kept.t).toHaveLength(40);
    expect(loss?.excluded.diverged).toBe(20);
    expect(loss?.divergedAt).toBe(41);
  });

  it("say when the loss is no longer a number", () => {
    const table = tableOf([3, 2, NaN, 1.5, NaN, NaN, NaN].map((value, i) => ({ step: i + 1, loss_train_nats: value })));
    const loss = cleanLoss(table, builtInContract, readClock(table, builtInContract));
    expect(loss?.divergedAt).toBe(5);
    expect(loss?.excluded.nonFinite).toBe(4);
  });

  it("account for every record", () => {
    const value = fc.oneof(fc.double({ min: -1, max: 5, noNaN: true }), fc.constantFrom(NaN, Infinity, 0));
    const logs = fc.array(fc.tuple(fc.integer({ min: 0, max: 12 }), value), { maxLength: 40 });
    fc.assert(
      fc.property(logs, (log) => {
        const table = tableOf(log.map(([step, loss]) => ({ step, loss_train_nats: loss })));
        const loss = cleanLoss(table, builtInContract, readClock(table, builtInContract));
        const excluded = Object.values(loss?.excluded ?? {}).reduce((sum, count) => sum + count, 0);
        expect(excluded + (loss?.kept.t.length ?? 0)).toBe(log.length);
        expect(loss?.kept.t.every((time, i, all) => i === 0 || time > (all[i - 1] ?? NaN)) ?? true).toBe(true);
      }),
    );
  });
});

describe("drops of the learning rate", () => {
  const epochs = Array.from({ length: 400 }, (_, i) => (i + 1) / 4);

  it("are where it falls by half or more within a bin", () => {
    const rate = epochs.map((epoch) => 0.1 * 0.1 ** (Number(epoch > 30) + Number(epoch > 60)));
    expect(dropsOfLearningRate(points(epochs, rate), 0.25)).toEqual([30, 60]);
  });

  it.each([
    ["cosine", (epoch: number) => 0.05 * (1 + Math.cos((Math.PI * epoch) / 100))],
    ["linear to zero", (epoch: number) => 0.1 * (1 - epoch / 100)],
    ["linear to zero, written with few digits", (epoch: number) => Number((0.001 * (1 - epoch / 100)).toFixed(6))],
    ["warm-up, then constant", (epoch: number) => 0.1 * Math.min(1, epoch / 5)],
    ["warm restarts upwards", (epoch: number) => 0.1 * (1 + 9 * Number(epoch > 50))],
  ])("are none in a schedule that glides: %s", (_, of) => {
    expect(dropsOfLearningRate(points(epochs, epochs.map(of)), 0.25)).toEqual([]);
  });

  it("show in the curve where it drops at once", () => {
    const normal = seededNormal(seededRandom(6));
    const losses = epochs.map((epoch) => epoch ** -0.4 * (epoch > 50 ? 0.5 : 1) * Math.exp(0.02 * normal()));
    expect(dropsOfCurve(seriesOf(epochs, losses))).toEqual([50]);
  });

  it("are not made of spikes", () => {
    for (let seed = 1; seed <= 30; seed++) {
      const normal = seededNormal(seededRandom(seed));
      const spike = 20 + 11 * seed;
      const losses = epochs.map((epoch, i) => 2 * epoch ** -0.3 * (i === spike ? 3 : 1) * Math.exp(0.02 * normal()));
      const series = seriesOf(epochs, losses);
      expect(dropsOfCurve(series)).toEqual([]);
      expect(dropOverModel(fitModels(series))).toBeNull();
    }
  });

  it("do not show in curves without one", () => {
    for (let seed = 0; seed < 100; seed++) {
      const normal = seededNormal(seededRandom(seed));
      let noise = 0;
      const losses = epochs.map((epoch) => {
        noise = 0.8 * noise + 0.03 * normal();
        return 2 * epoch ** -0.5 * Math.exp(noise);
      });
      expect(dropsOfCurve(seriesOf(epochs, losses))).toEqual([]);
    }
  });
});

describe("the rest of a review", () => {
  it("names the first of equal best validation losses", () => {
    expect(bestVal("loss_val_nats", points([1, 2, 3], [2, 1, 1]))).toEqual({
      metric: "loss_val_nats",
      value: 1,
      epoch: 2,
    });
    expect(bestVal("loss_val_nats", points([], []))).toBeNull();
  });

  it("puts a metric in order of time and drops what is no measurement", () => {
    const table = tableOf([
      { step: 1, lr: 1 },
      { step: 3, lr: NaN },
      { step: 2, lr: 2 },
      { step: 1.5, lr: 1e200 },
      { step: 1.2, lr: 3 },
    ]);
    const series = metricSeries(table, "lr", readClock(table, builtInContract));
    expect([...series.t]).toEqual([1, 1.2, 2]);
    expect([...series.y]).toEqual([1, 3, 2]);
  });

  it("measures white noise as white", () => {
    const normal = seededNormal(seededRandom(2));
    const t = Float64Array.from({ length: 4096 }, (_, i) => i + 1);
    const y = t.map((time) => Math.exp(1 - 0.3 * Math.log(time) + 0.1 * normal()));
    const noise = reviewNoise({ t, y }, "power", { a: 1, alpha: 0.3 })?.noise;
    expect(noise?.lag1).toBeCloseTo(0, 1);
    expect(noise?.tailPower).toBeGreaterThan(0.005);
    expect(noise?.tailPower).toBeLessThan(0.02);
    const total = noise?.bands.reduce((sum, { power }) => sum + power, 0);
    expect(total).toBeCloseTo(0.01, 2);
    expect(reviewNoise({ t: t.subarray(0, 9), y: y.subarray(0, 9) }, "power", { a: 1, alpha: 0.3 })).toBeNull();
  });

  it("gives one slope for every window of a power law", () => {
    const t = Float64Array.from({ length: 200 }, (_, i) => (i + 1) / 4);
    const slopes = slopeSensitivity(
      seriesOf(
        [...t],
        [...t].map((time) => 3 * time ** -0.4),
      ),
    );
    expect(slopes).toHaveLength(12);
    slopes.forEach(({ alpha }) => expect(alpha).toBeCloseTo(0.4, 9));
    expect(slopeSensitivity(seriesOf([1, 2, 3, 4, 5], [5, 4, 3, 2, 1]))).toEqual([]);
  });

  it("finds the first flat stretch of three epochs", () => {
    const t = Float64Array.from({ length: 20 }, (_, i) => i + 1);
    expect(
      firstFlat(
        t,
        t.map((time) => (time < 8 ? 2 ** time : 256)),
      ),
    ).toBe(8);
    expect(
      firstFlat(
        t,
        t.map((time) => 2 ** time),
      ),
    ).toBeNull();
  });

  it("cuts numbers to ten digits and to what JSON can hold", () => {
    expect(significant({ a: [1 / 3, NaN, Infinity], b: "x", c: null, d: true })).toEqual({
      a: [0.3333333333, null, null],
      b: "x",
      c: null,
      d: true,
    });
    expect(significant(Number.MAX_VALUE)).toBe(Number.MAX_VALUE);
  });
});
