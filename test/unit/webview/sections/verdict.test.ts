import { describe, expect, it } from "vitest";
import type { PanelState } from "../../../../src/protocol/panel.ts";
import type { RunState } from "../../../../src/run/runState.ts";
import { headNumbers } from "../../../../webview/sections/head/headNumbers.ts";
import { durationText, verdictOf } from "../../../../webview/sections/head/verdict.ts";
import type { LostLoss } from "../../../../src/review/model/runNumbers.ts";
import { reviewOf } from "../../worker/reviews.ts";

const now = new Date(2030, 4, 17, 12).getTime();

function stateOf(
  state: RunState,
  { lost = null, line = null, code = "diverged" }: { lost?: LostLoss | null; line?: number | null; code?: string },
) {
  const { review, plot } = reviewOf("run");
  const findings = line === null ? [] : [{ code, line }];
  const loss = { metric: "loss", divergedAt: state === "diverged" ? 27.5 : null };
  return {
    review: { ...review, records: 1200, findings, loss },
    plot: { ...plot, clock: "epoch", numbers: { ...plot.numbers, lost, reached: 39.5 } },
    facts: { planned: 50, expectedEnd: now + 72 * 60_000 },
    life: { state, over: true, lastGrowth: now },
  } as unknown as PanelState;
}

describe("the verdict", () => {
  it.each([
    ["diverged", { line: 10_765 }, "Diverged at epoch 27.5 (line 10,765).", 10_765],
    ["diverged", {}, "Diverged at epoch 27.5.", null],
    ["nan", { lost: { line: 11_371, t: 29.08, isNan: true } }, "Loss is NaN from epoch 29.1 (line 11,371) on.", 11_371],
    ["nan", { lost: { line: 7, t: null, isNan: false } }, "Loss is infinite from line 7 on.", 7],
    [
      "nan",
      { line: 530, code: "loss-zero" },
      "Loss is exactly 0 from line 530 on: some trainers log 0 in place of NaN.",
      530,
    ],
    ["stopped", {}, "Ended at epoch 39.5 of 50.", null],
    ["ended", {}, "Finished at epoch 39.5 of 50.", null],
    ["live", {}, "Live at epoch 39.5 of 50, about 1 h 12 min left.", null],
  ] as const)("of a run that is %s with %o", (state, facts, text, line) => {
    expect(verdictOf(stateOf(state, facts), now)).toEqual({ state, text, line });
  });

  it("is none before the run's state is known", () => {
    expect(verdictOf({ ...stateOf("live", {}), life: null }, now)).toBeNull();
  });

  it("does not call a run finished that no plan is known of", () => {
    expect(verdictOf({ ...stateOf("ended", {}), facts: null }, now)?.text).toBe("Ended at epoch 39.5.");
  });

  it("promises no end that has passed", () => {
    expect(verdictOf(stateOf("live", {}), now + 80 * 60_000)?.text).toBe("Live at epoch 39.5 of 50.");
  });
});

describe("a duration", () => {
  it.each([
    [1_000, "1 min"],
    [72 * 60_000, "1 h 12 min"],
    [50 * 3_600_000, "2 d 2 h"],
  ])("of %s ms is %s", (milliseconds, text) => {
    expect(durationText(milliseconds)).toBe(text);
  });
});

describe("the numbers of the head", () => {
  it("are those that the log holds", () => {
    expect(headNumbers(stateOf("ended", {}))).toEqual([{ name: "Epoch", value: "39.5", note: "of 50" }]);
  });

  it("say that the last loss is not finite", () => {
    const state = stateOf("nan", {});
    const plot = state.plot && {
      ...state.plot,
      numbers: { ...state.plot.numbers, trainLoss: { metric: "train/loss", value: null }, gap: -0.0731 },
    };
    expect(headNumbers({ ...state, plot }).slice(0, 2)).toEqual([
      { name: "Last training loss", value: "not finite", note: "train/loss" },
      { name: "Gap", value: "−0.0731", note: "at the best validation loss" },
    ]);
  });
});
