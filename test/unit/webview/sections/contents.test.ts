import { describe, expect, it } from "vitest";
import type { PanelState } from "../../../../src/protocol/panel.ts";
import type { Role } from "../../../../src/review/model/readAs.ts";
import { contentsOf } from "../../../../webview/sections/contents.ts";
import { reviewOf } from "../../worker/reviews.ts";

const points = { t: new Float64Array([1]), y: new Float64Array([2]) };

function shown(
  plot: Partial<NonNullable<PanelState["plot"]>>,
  played: Readonly<Partial<Record<Role, string>>> = {},
): Parameters<typeof contentsOf>[0] {
  const bare = reviewOf("run");
  const roles = Object.entries(played).map(([role, column]) => [role, { column, source: "name" }]);
  const taken = { ...bare.readAs.taken, ...(Object.fromEntries(roles) as object) };
  return { review: bare.review, plot: { ...bare.plot, ...plot }, readAs: { ...bare.readAs, taken, automatic: taken } };
}

describe("what the sections of a page hold", () => {
  it("is nothing of a log without numbers", () => {
    const { nearCurvature, optimizer, others, constants, ...sections } = contentsOf(shown({}));
    expect([nearCurvature, optimizer, others, constants]).toEqual([[], [], [], []]);
    expect(Object.values(sections).some(Boolean)).toBe(false);
  });

  it("is every column where there is no loss, each once, but not the clock that they are drawn over", () => {
    const metrics = ["epoch", "return", "optim/lr", "sharpness", "length"];
    const contents = contentsOf(shown({ metrics, clockKey: "epoch", lambdaMax: points }, { curvature: "sharpness" }));
    expect(contents).toMatchObject({ loss: false, curvature: true, optimizer: ["optim/lr"] });
    expect(contents.others).toEqual(["return", "length"]);
  });

  it("is every other column unasked, of a run with a loss too, and of a log with thousands", () => {
    const metrics = Array.from({ length: 3_000 }, (_, i) => `m${i}`);
    expect(contentsOf(shown({ metrics })).others).toHaveLength(3_000);
    const contents = contentsOf(
      shown({ metrics: ["loss", "val", ...metrics], lossVal: points }, { trainLoss: "loss", valLoss: "val" }),
    );
    expect(contents).toMatchObject({ loss: true, numeric: true, others: metrics });
  });

  it("is accuracy in one chart, and no clock among the metrics", () => {
    const metrics = ["step", "epoch", "time", "acc", "val_acc", "f1"];
    const roles = { step: "step", epoch: "epoch", time: "time", trainAccuracy: "acc", valAccuracy: "val_acc" };
    const contents = contentsOf(shown({ metrics, loss: points }, roles));
    expect(contents.accuracy).toEqual({ training: "acc", validation: "val_acc" });
    expect(contents.others).toEqual(["f1"]);
    expect(contentsOf(shown({ metrics }, { valAccuracy: "val_acc" })).accuracy).toEqual({
      training: null,
      validation: "val_acc",
    });
  });

  it("has what never changes as numbers, those left out that the head gives", () => {
    const metrics = ["loss", "wd", "batch_size"];
    const constants = [
      { metric: "wd", value: 0 },
      { metric: "batch_size", value: 64 },
    ];
    const contents = contentsOf(shown({ metrics, constants, loss: points }, { trainLoss: "loss", weightDecay: "wd" }));
    expect(contents).toMatchObject({ optimizer: [], others: [], constants: [{ metric: "batch_size", value: 64 }] });
  });

  it("follows the columns that were read as norms and rates, and usual names next to them", () => {
    const metrics = ["loss", "eta", "wd", "gnorm"];
    const contents = contentsOf(shown({ metrics, loss: points }, { learningRate: "eta", gradNorm: "gnorm" }));
    expect(contents.optimizer).toEqual(["gnorm", "eta", "wd"]);
  });
});
