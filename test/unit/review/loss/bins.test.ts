import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { logResiduals } from "../../../../src/numerics/models/lossModels.ts";
import { between, binGrid, binMeans, firstAfter, lossBins } from "../../../../src/review/loss/bins.ts";
import type { Points } from "../../../../src/review/model/runPlot.ts";

function points(t: readonly number[], y: readonly number[]): Points {
  return { t: Float64Array.from(t), y: Float64Array.from(y) };
}

describe("bins", () => {
  it("hold the means of their records, every record in one", () => {
    const steps = fc.array(fc.double({ min: 1e-3, max: 0.4, noNaN: true }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(steps, (list) => {
        let time = 0;
        const t = list.map((step) => (time += step));
        const bins = binMeans(
          points(
            t,
            t.map((value) => 2 * value),
          ),
          { start: 0, width: 0.25 },
        );
        expect(bins.t.every((value, i) => i === 0 || value > (bins.t[i - 1] ?? NaN))).toBe(true);
        bins.y.forEach((value, i) => expect(value).toBeCloseTo(2 * (bins.t[i] ?? NaN), 9));
      }),
    );
  });

  it("keep power laws and exponentials what they are, however many records they hold", () => {
    const t = Array.from({ length: 6000 }, (_, i) => (i + 1) / 100);
    const power = lossBins(
      points(
        t,
        t.map((time) => 3 * time ** -0.3),
      ),
      { start: 0, width: 0.25 },
    );
    const decay = lossBins(
      points(
        t,
        t.map((time) => 3 * Math.exp(-0.02 * time)),
      ),
      { start: 0, width: 0.25 },
    );
    expect(power.t).toHaveLength(240);
    power.logLoss.forEach((value, i) => expect(value).toBeCloseTo(Math.log(3) - 0.3 * (power.logT[i] ?? NaN), 12));
    decay.logLoss.forEach((value, i) => expect(value).toBeCloseTo(Math.log(3) - 0.02 * (decay.t[i] ?? NaN), 12));
  });

  it("tell how a power law above a floor bends within them", () => {
    const t = Array.from({ length: 6000 }, (_, i) => (i + 1) / 100);
    const losses = t.map((time) => 2 + 2 * time ** -0.5);
    const bins = lossBins(points(t, losses), { start: 0, width: 0.25 });
    const residuals = logResiduals(bins, "offsetPower", { c: 2, A: 2, beta: 0.5 });
    const { t: times, logT, logLoss } = bins;
    const uncorrected = logResiduals({ t: times, logT, logLoss }, "offsetPower", { c: 2, A: 2, beta: 0.5 });
    expect(Math.abs(uncorrected[0] ?? NaN)).toBeGreaterThan(3 * Math.abs(residuals[0] ?? NaN));
    expect(Math.max(...residuals.subarray(1).map(Math.abs))).toBeLessThan(2e-4);
  });

  it("are about 200 of a run with too few epochs for quarters", () => {
    const t = Array.from({ length: 800 }, (_, i) => (i + 1) / 200);
    const grid = binGrid("epoch", 4, points(t, t));
    expect(grid.start).toBe(0);
    expect(grid.width).toBeCloseTo(0.02, 12);
    expect(lossBins(points(t, t), grid).t).toHaveLength(200);
  });

  it("are a quarter of an epoch, or a 200th of a run without epochs", () => {
    const run = points([1, 1000], [1, 1]);
    expect(binGrid("epoch", 4, run)).toEqual({ start: 0, width: 0.25 });
    expect(binGrid("step", 4, run)).toEqual({ start: 0, width: 5 });
  });

  it("of a run that goes on from another one are as many, however far from 0 it starts", () => {
    for (const first of [1e5, 1e9, 1e15]) {
      const t = Array.from({ length: 400 }, (_, i) => first + i);
      const run = points(t, t);
      const grid = binGrid("step", 4, run);
      expect(grid.start).toBe(first);
      const bins = binMeans(run, grid);
      expect(bins.t).toHaveLength(200);
      expect(bins.t[0]).toBe(first + 0.5);
    }
  });

  it("close on the right, so that records at whole epochs stay alone", () => {
    expect([...binMeans(points([0.25, 0.5, 0.75, 1], [4, 3, 2, 1]), { start: 0, width: 0.25 }).y]).toEqual([
      4, 3, 2, 1,
    ]);
  });

  it("are one where the width is no positive number", () => {
    for (const width of [0, -1, NaN]) {
      expect(binMeans(points([0, 0, 0], [1, 2, 3]), { start: 0, width })).toEqual(points([0], [2]));
    }
  });

  it("are cut without a copy", () => {
    const run = points([1, 2, 3, 4], [1, 2, 3, 4]);
    expect([...between(run, 1, 3).y]).toEqual([2, 3]);
    expect(firstAfter(run.t, 9)).toBe(4);
  });
});
