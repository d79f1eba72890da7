import { describe, expect, it } from "vitest";
import { builtInContract } from "../../../../src/contract/model/builtIn.ts";
import type { PanelState } from "../../../../src/protocol/panel.ts";
import { panelColumn } from "../../../../src/review/panel/panelColumns.ts";
import { reviewRun } from "../../../../src/review/reviewRun.ts";
import { RunModel, fullRange, type ChartModel } from "../../../../webview/model/chartModel.ts";
import { firstView, type ViewState } from "../../../../webview/model/viewState.ts";
import type { Theme } from "../../../../webview/ui/theme.ts";
import { tableOf, type LogRecord } from "../../review/tableOf.ts";

/** A run as a page shows it, with the columns of its axis. */
function shown(records: readonly LogRecord[], view: Partial<ViewState> = {}): ChartModel {
  const table = tableOf(records);
  const input = { run: "a", log: "a", table, contract: builtInContract, findings: [], growing: false };
  const run = new RunModel();
  const rest = { lastRead: 1, facts: null, readAs: null, life: null, wrangler: false, problem: null };
  run.take({ log: "a", run: "a", ...reviewRun(input), ...rest } satisfies PanelState);
  run.takeColumn({ id: "@clock", from: 0, ...panelColumn(table, builtInContract, "@clock") });
  const made = run.shown({ ...firstView(["a"]), ...view }, {} as Theme);
  if (made === null) {
    throw new Error("The run has nothing to show.");
  }
  return made;
}

describe("the part of the axis that is seen", () => {
  const upTo = (last: number): LogRecord[] =>
    Array.from({ length: 4 * last }, (_, i) => ({ epoch: (i + 1) / 4, loss_train_nats: 1 }));

  it("moves along with the end of a run that is followed, as wide as it was", () => {
    for (const last of [20, 40]) {
      const run = shown(upTo(last), { follows: true, zoom: [5, 10] });
      const [low = NaN, high = NaN] = run.view.zoom ?? [];
      expect(high).toBe(fullRange(run, "linear")?.[1]);
      expect(high - low).toBeCloseTo(5, 9);
    }
  });

  it("stays where it is otherwise, and all stays all", () => {
    expect(shown(upTo(40), { zoom: [5, 10] }).view.zoom).toEqual([5, 10]);
    expect(shown(upTo(40), { follows: true }).view.zoom).toBeNull();
  });
});

describe("all that there is to show", () => {
  const epochs = Array.from({ length: 200 }, (_, i) => (i + 1) / 4);

  it("goes as far as the loss, with a little room", () => {
    const [low, high] = fullRange(shown(epochs.map((epoch) => ({ epoch, loss_train_nats: 1 }))), "linear") ?? [];
    expect(low).toBeLessThan(0.25);
    expect(high).toBeGreaterThan(50);
    expect(high).toBeLessThan(53);
  });

  it("goes as far as the records in a run without a loss, for all of its charts alike", () => {
    const run = shown(epochs.map((epoch, i) => ({ epoch, grad_norm: i, lambda_max: i < 20 ? 1 : null })));
    expect(fullRange(run, "log")).toEqual([0.25, 50]);
  });

  it("begins at the first bin of a logarithmic axis, which the first records would fill else, and never before 0", () => {
    const records = Array.from({ length: 2000 }, (_, i) => ({ epoch: (i + 1) / 100, loss_train_nats: 1 }));
    const run = shown(records);
    const first = run.plot.lossBins.t[0] ?? NaN;
    const [low = NaN, high = NaN] = fullRange(run, "log") ?? [];
    expect(first).toBeGreaterThan(0.05);
    expect(low).toBeLessThan(first);
    expect(low).toBeGreaterThan(first / 2);
    expect(high).toBeGreaterThan(20);
    expect(fullRange(run, "linear")?.[0]).toBe(0);
  });

  it("is nothing of a logarithmic axis where all stands at 0, and has room on a linear one", () => {
    const run = shown([{ step: 0, loss_train_nats: 2 }]);
    expect(fullRange(run, "log")).toBeNull();
    expect(fullRange(run, "linear")).toEqual([-1, 1]);
  });
});
