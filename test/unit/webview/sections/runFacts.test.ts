import { describe, expect, it } from "vitest";
import { builtInContract } from "../../../../src/contract/model/builtIn.ts";
import type { RunReview } from "../../../../src/review/model/runReview.ts";
import { reviewRun } from "../../../../src/review/reviewRun.ts";
import { factsOf } from "../../../../webview/sections/runFacts.ts";
import { tableOf } from "../../review/tableOf.ts";

/** Of a run of 60 epochs after 40 of them. */
function reviewOf(growing: boolean): RunReview {
  const records = Array.from({ length: 160 }, (_, i) => ({
    step: i + 1,
    epoch: (i + 1) / 4,
    loss_train_nats: 2 / (i + 1),
  }));
  const input = { run: "run", log: "log", contract: builtInContract, findings: [], growing };
  return reviewRun({ ...input, table: tableOf(records), planned: { epochs: 60, steps: null } }).review;
}

describe("the numbers next to the models", () => {
  const forecast = (review: RunReview): string | undefined =>
    new Map(factsOf(review)).get("Forecast of the loss at epoch 60");

  it("say what a live run is expected to come to, or why nobody can say", () => {
    const review = reviewOf(true);
    const at60 = { at: 60, value: 0.31, interval: [0.3, 0.32] as const, reason: null };
    expect(forecast({ ...review, forecast: { ...review.forecast, ...at60 } })).toBe("0.310 [0.300 to 0.320]");
    const none = { at: 60, value: null, interval: null, reason: "the learning rate is still changing" };
    expect(forecast({ ...review, forecast: { ...review.forecast, ...none } })).toBe(
      "none: the learning rate is still changing",
    );
  });

  it("say nothing of that where the run is over", () => {
    expect(forecast(reviewOf(false))).toBeUndefined();
  });
});
