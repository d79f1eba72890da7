import { describe, expect, it } from "vitest";
import { builtInContract } from "../../../src/contract/model/builtIn.ts";
import { huberLine } from "../../../src/numerics/regression/huber.ts";
import { tailPower } from "../../../src/numerics/series/tailPower.ts";
import type { Asked } from "../../../src/review/reviewCurve.ts";
import { reviewRun } from "../../../src/review/reviewRun.ts";
import type { RunReview } from "../../../src/review/model/runReview.ts";
import { seededNoise } from "./seededNoise.ts";
import { tableOf } from "./tableOf.ts";

const noise = seededNoise(7);
const epochs = Array.from({ length: 240 }, (_, i) => (i + 1) / 4);
const losses = epochs.map((epoch) =>
  Math.exp(2 - 0.1 * Math.min(epoch, 12) - 0.4 * Math.log(Math.max(epoch, 12) / 12) + 0.02 * noise()),
);
const records = epochs.map((epoch, i) => ({
  epoch,
  loss_train_nats: losses[i] ?? null,
  lambda_max: epoch < 20 ? 2 ** (epoch / 4) : 32,
}));

function review(asked?: Asked): RunReview {
  const input = { run: "run", log: "log", contract: builtInContract, findings: [], growing: false };
  return reviewRun({ ...input, table: tableOf(records), asked }).review;
}

describe("what a review gives on request", () => {
  it("is nothing unless it is asked for", () => {
    const { literal, bootstrap, slopes } = review();
    expect({ literal, bootstrap, windows: slopes?.windows }).toEqual({ literal: null, bootstrap: null, windows: [] });
  });

  it("are slopes over windows with both ends in them, in the order asked for", () => {
    const { slopes } = review({
      windows: [
        [20, 60],
        [59, 60],
      ],
    });
    expect(slopes?.windows.map(({ window }) => window)).toEqual([
      [20, 60],
      [59, 60],
    ]);
    expect(slopes?.windows[0]?.alpha).toBeCloseTo(0.4, 1);
    expect(slopes?.windows[1]).toMatchObject({ alpha: null, reason: "only 5 points in the window (10 needed)" });
  });

  it("are bootstrap intervals about the knee and its slope, the same for the same seed", () => {
    const { bootstrap, knee } = review({ bootstrap: true });
    expect(bootstrap).toEqual(review({ bootstrap: true }).bootstrap);
    expect(bootstrap?.knee[0]).toBeLessThan(knee?.epoch ?? NaN);
    expect(bootstrap?.knee[1]).toBeGreaterThan(knee?.epoch ?? NaN);
    expect(bootstrap?.alpha[0]).toBeLessThan(0.4);
    expect(bootstrap?.alpha[1]).toBeGreaterThan(0.39);
  });

  it("are the literature's rules, word for word", () => {
    const { literal, firstPowerWin } = review({ literal: true });
    const logs = Float64Array.from(losses, Math.log);
    expect(literal?.knee.epoch).toBe(firstPowerWin?.epoch);
    expect(literal?.knee.differences).toHaveLength(231);
    const before = literal?.knee.differences.filter(({ start }) => start < (literal.knee.epoch ?? NaN)) ?? [];
    expect(before.every(({ difference }) => difference < 2)).toBe(true);
    expect(literal?.huber?.alpha).toBeCloseTo(
      -(huberLine(Float64Array.from(epochs, Math.log), logs, 1.5)?.slope ?? NaN),
      8,
    );
    expect(literal?.twoPower.fixed?.breakpoint).toBe(30);
    expect(literal?.twoPower.fixed?.alphaAfter).toBeCloseTo(0.4, 1);
    expect(literal?.twoPower.split?.breakpoint).toBeGreaterThanOrEqual(3.75);
    expect(literal?.lambdaPlateau).toBeGreaterThanOrEqual(20);
    const center = losses.reduce((sum, loss) => sum + loss, 0) / 240;
    const power = tailPower(Float64Array.from(losses, (loss) => loss - center)) ?? NaN;
    expect(literal?.psdTail).toBeCloseTo(240 * power, 8);
  });
});
