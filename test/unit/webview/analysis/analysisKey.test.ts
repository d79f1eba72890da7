import { describe, expect, it } from "vitest";
import { analysisKey } from "../../../../webview/analysis/analysisKey.ts";
import { rowOf } from "../../sweep/rows.ts";

const ended = rowOf("a", { best_val: 1 });
const live = (value: number, lr = 0.1, state = "live") => rowOf("b", { best_val: value, "config.lr": lr }, state);

describe("what an analysis of runs depends on", () => {
  it("is not what a run has reached that still trains", () => {
    expect(analysisKey([ended, live(2)])).toBe(analysisKey([ended, live(1.5)]));
    expect(analysisKey([ended, live(2)])).toBe(analysisKey([ended, live(1.5, 0.1, "stalled")]));
  });

  it("is its settings, its end, and what runs have reached that have ended", () => {
    expect(analysisKey([ended, live(2)])).not.toBe(analysisKey([ended, live(2, 0.2)]));
    expect(analysisKey([ended, live(2)])).not.toBe(analysisKey([ended, live(2, 0.1, "ended")]));
    expect(analysisKey([ended, live(2)])).not.toBe(analysisKey([rowOf("a", { best_val: 2 }), live(2)]));
  });

  it("is what runs have reached while all still train", () => {
    expect(analysisKey([live(2)])).not.toBe(analysisKey([live(1.5)]));
  });
});
