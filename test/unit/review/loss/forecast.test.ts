import { describe, expect, it } from "vitest";
import { builtInContract } from "../../../../src/contract/model/builtIn.ts";
import { seededNormal, seededRandom } from "../../../../src/numerics/stats/random.ts";
import type { RunReview } from "../../../../src/review/model/runReview.ts";
import { reviewRun } from "../../../../src/review/reviewRun.ts";
import { tableOf, type LogRecord } from "../tableOf.ts";

const noise = 0.02;

interface Live {
  readonly end: number;
  readonly growing?: boolean;
  readonly seed?: number;
  readonly lr?: ((epoch: number) => number) | null;
  readonly logLoss?: (epoch: number) => number;
}

function power(epoch: number): number {
  return 1 - 0.3 * Math.log(epoch);
}

/** Of a run of 60 epochs that is logged up to `end`. */
function reviewOf({ end, growing = true, seed = 5, lr = () => 0.1, logLoss = power }: Live): RunReview {
  const normal = seededNormal(seededRandom(seed));
  const records = Array.from({ length: 4 * end }, (_, i): LogRecord => {
    const epoch = (i + 1) / 4;
    const rate = lr === null ? {} : { lr: lr(epoch) };
    return { step: i + 1, epoch, loss_train_nats: Math.exp(logLoss(epoch) + noise * normal()), ...rate };
  });
  const input = { run: "run", log: "log", contract: builtInContract, findings: [], growing };
  return reviewRun({ ...input, table: tableOf(records), planned: { epochs: 60, steps: null } }).review;
}

describe("the forecast of a live run", () => {
  it("is the loss at the planned end, with an interval that holds it", () => {
    const reviews = [5, 6, 7, 8].map((seed) => reviewOf({ end: 40, seed }));
    const shown = reviews.flatMap(({ forecast, summary }) => {
      const interval = forecast?.interval ?? null;
      return interval === null ? [] : [{ interval, at: forecast?.at, summary }];
    });
    expect(shown.length).toBeGreaterThanOrEqual(2);
    for (const { interval, at, summary } of shown) {
      expect(at).toBe(60);
      expect(interval[0]).toBeLessThan(Math.exp(power(60)));
      expect(interval[1]).toBeGreaterThan(Math.exp(power(60)));
      expect(interval[1] / interval[0]).toBeLessThan(1.25);
      expect(summary).toContain("At the planned end, epoch 60, the loss is expected to be");
    }
  });

  it("is absent where nothing is to come", () => {
    expect(reviewOf({ end: 40, growing: false }).forecast).toBeNull();
    expect(reviewOf({ end: 60 }).forecast).toBeNull();
  });

  it("says why there is none", () => {
    const nameless = (epoch: number): number => 0.1 / (1 + 0.1 * epoch);
    const bent = (epoch: number): number => power(epoch) - 2 * Math.max(0, Math.log(epoch / 30));
    const reasons = [
      { end: 40, lr: nameless },
      { end: 40, lr: null },
      { end: 20 },
      { end: 5 },
      { end: 40, lr: (epoch: number): number => (epoch <= 30 ? 0.1 : 0.01) },
      { end: 40, logLoss: bent },
    ].map((live) => reviewOf(live).forecast);
    expect(reasons.map((forecast) => forecast?.value)).toEqual([null, null, null, null, null, null]);
    expect(reasons.map((forecast) => forecast?.reason)).toEqual([
      expect.stringContaining("still changing"),
      expect.stringContaining("no learning rate is logged"),
      expect.stringContaining("less than half"),
      expect.stringContaining("too few points"),
      expect.stringContaining("has dropped"),
      expect.stringMatching(/would have missed|none of the models/),
    ]);
  });
});
