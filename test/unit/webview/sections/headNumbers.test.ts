import { describe, expect, it } from "vitest";
import type { PanelState } from "../../../../src/protocol/panel.ts";
import { headNumbers } from "../../../../webview/sections/head/headNumbers.ts";
import { reviewOf } from "../../worker/reviews.ts";

const bare = reviewOf("run");

function stateOf(changes: Partial<PanelState>): PanelState {
  const { review, plot, readAs } = bare;
  return {
    ...{ log: "file:///run", run: "run", review, plot, readAs, facts: null, lastRead: 1, life: null },
    ...{ wrangler: false, problem: null },
    ...changes,
  };
}

describe("the strip of numbers", () => {
  it("is empty where the log holds none", () => {
    expect(headNumbers(stateOf({}))).toEqual([]);
  });

  it("gives what never changes as a number, and says that it is constant", () => {
    const constants = [
      { metric: "lr", value: 0.1 },
      { metric: "wd", value: 5e-4 },
    ];
    const numbers = { ...bare.plot.numbers, learningRate: { metric: "lr", value: 0.1 } };
    const taken = { ...bare.readAs.taken, weightDecay: { column: "wd", source: "name" } as const };
    const state = stateOf({
      plot: { ...bare.plot, constants, numbers },
      readAs: { ...bare.readAs, taken, automatic: taken },
    });
    expect(headNumbers(state)).toEqual([
      { name: "Learning rate", value: "0.1", note: "constant" },
      { name: "Weight decay", value: "0.0005", note: "constant" },
    ]);
  });

  it("gives the wall time as people say it, and the forecast with its interval", () => {
    const forecast = { at: 50, value: 0.3421, interval: [0.31, 0.377], reason: null } as const;
    const plot = { ...bare.plot, clock: "epoch", numbers: { ...bare.plot.numbers, wallTime: 2 * 3600 + 300 } } as const;
    const state = stateOf({ plot, review: { ...bare.review, forecast } });
    expect(headNumbers(state)).toEqual([
      { name: "Duration", value: "2 h 5 min", note: "first to last record" },
      {
        name: "Training loss at epoch 50 (forecast)",
        value: "0.342",
        note: "95% CI 0.310 to 0.377",
        title: expect.stringContaining("earlier parts of this run") as unknown,
      },
    ]);
  });
});
