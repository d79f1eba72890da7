import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { builtInContract } from "../../src/contract/model/builtIn.ts";
import { reviewRun } from "../../src/review/reviewRun.ts";
import type { RunReview } from "../../src/review/model/runReview.ts";
import { fieldCases, realRuns } from "../testData.ts";
import { recordsOf, tableOf } from "../unit/review/tableOf.ts";

/** A real log's review, its losses times a factor: 1 / ln 2 gives nats in bits. */
function reviewOf(run: string, factor = 1, folder = realRuns): RunReview {
  const text = readFileSync(join(folder, run, "metrics.jsonl"), "utf8");
  const records = recordsOf(text).map((record) => {
    const loss = record["loss_train_nats"];
    return typeof loss === "number" ? { ...record, loss_train_nats: factor * loss } : record;
  });
  const input = { run, log: run, contract: builtInContract, findings: [], growing: false };
  return reviewRun({ ...input, table: tableOf(records) }).review;
}

describe("real runs", () => {
  it.each([
    ["resnet20_v1", 100],
    ["resnet56_v1", 100],
    ["resnet110_v1", 100],
    ["wideresnet16_10", 60],
  ])("%s: the drop at epoch %i shows in the curve, and the fits before it are close", (name, drop) => {
    const review = reviewOf(`cifar10-gluoncv/${name}`);
    expect(review.lrDrops[0]).toBe(drop);
    expect(review.lrDropsFrom).toBe("loss");
    expect(review.window).toEqual({ start: 1, end: drop, endsAt: "lrDrop" });
    const { best, fits, slopes } = review;
    expect(best === null ? null : fits?.[best].r2).toBeGreaterThanOrEqual(0.97);
    expect(slopes?.full.alpha).toBeGreaterThan(0.3);
    expect(slopes?.full.alpha).toBeLessThan(0.7);
    expect(review.summary).toContain("No learning rate is logged");
  });

  it("a language model without epochs: steps for a clock, no drop in a rate that glides to zero, a slope as known", () => {
    const review = reviewOf("gpt2-124m-llmc");
    expect(review.clock).toBe("step");
    expect(review.lrDrops).toEqual([]);
    expect(review.loss).toMatchObject({ points: 200, excluded: { atZero: 1 } });
    expect(review.slopes?.early.reason).toContain("no epochs");
    expect(review.slopes?.full.alpha).toBeGreaterThan(0.07);
    expect(review.slopes?.full.alpha).toBeLessThan(0.17);
    expect(review.bestVal?.value).toBe(3.2722);
  });
});

describe("nats and bits", () => {
  /** What must not depend on the unit of the loss, every number to eight digits. */
  const invariant = ({
    knee,
    secondKnee,
    slopes,
    curvature,
    best,
    lrDrops,
    window,
    firstPowerWin,
  }: RunReview): string =>
    JSON.stringify(
      { knee, secondKnee, slopes, curvature, best, lrDrops, window, firstPowerWin },
      (_, value: unknown) => (typeof value === "number" ? Number(value.toPrecision(8)) : value),
    );

  it.each([
    [realRuns, "cifar10-gluoncv/resnet20_v1"],
    [realRuns, "cifar10-gluoncv/resnet56_v1"],
    [realRuns, "cifar10-gluoncv/resnet110_v1"],
    [realRuns, "cifar10-gluoncv/wideresnet16_10"],
    [realRuns, "gpt2-124m-llmc"],
    [fieldCases, "curv-lr-drop-clean"],
    [fieldCases, "epoch-one-based"],
    [fieldCases, "epoch-zero-based"],
  ])("of a real log give the same slopes, knee and plateau (%s/%s)", (folder, run) => {
    const nats = reviewOf(run, 1, folder);
    expect(nats.best).not.toBeNull();
    expect(invariant(reviewOf(run, 1 / Math.LN2, folder))).toBe(invariant(nats));
  });
});
