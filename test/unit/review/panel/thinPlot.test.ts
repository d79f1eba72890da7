import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Points, RunPlot } from "../../../../src/review/model/runPlot.ts";
import { thinPlot } from "../../../../src/review/panel/thinPlot.ts";
import { emptyPlot } from "../../worker/reviews.ts";

function plotOf(loss: Points): RunPlot {
  return { ...emptyPlot, clock: "step", clockKey: "step", loss };
}

function longLoss(length: number): Points {
  return {
    t: Float64Array.from({ length }, (_, i) => i),
    y: Float64Array.from({ length }, (_, i) => 3 + Math.sin(i / 7) / (1 + i / 1e4)),
  };
}

describe("thinPlot", () => {
  it("leaves a short series as it is", () => {
    const loss = longLoss(1000);
    expect(thinPlot(plotOf(loss)).loss).toBe(loss);
  });

  it("keeps a single spike of a long series, wherever it stands", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 299_999 }), (at) => {
        const loss = longLoss(300_000);
        loss.y[at] = 1000;
        const thinned = thinPlot(plotOf(loss)).loss;
        const found = thinned.y.indexOf(1000);
        expect(thinned.t[found]).toBe(at);
      }),
      { numRuns: 30 },
    );
  });

  it("bounds the points, keeps their order and each of them as it was logged", () => {
    const loss = longLoss(1_000_000);
    const thinned = thinPlot(plotOf(loss)).loss;
    expect(thinned.t.length).toBe(thinned.y.length);
    expect(thinned.t.length).toBeLessThan(45_000);
    thinned.t.forEach((t, i) => {
      expect(loss.y[t]).toBe(thinned.y[i]);
      expect(i === 0 || (thinned.t[i - 1] ?? NaN) < t).toBe(true);
    });
  });

  it("bounds the bins too, of which a run of many epochs has as many as records", () => {
    const overTime = longLoss(300_000);
    const residuals = { model: "power", correlationLimit: 1, spectrum: null } as const;
    const plot = thinPlot({
      ...plotOf(emptyPlot.loss),
      lossBins: overTime,
      residuals: { ...residuals, overTime, correlation: emptyPlot.loss, quantiles: emptyPlot.loss },
    });
    expect(plot.lossBins.t.length).toBeLessThan(4_500);
    expect(plot.residuals?.overTime.t.length).toBeLessThan(4_500);
  });

  it("keeps a sign of every stretch of non-finite values", () => {
    const loss = longLoss(200_000);
    loss.y.fill(NaN, 150_000);
    const thinned = thinPlot(plotOf(loss)).loss;
    const first = thinned.y.findIndex((value) => Number.isNaN(value));
    expect(thinned.t[first]).toBe(150_000);
  });
});
