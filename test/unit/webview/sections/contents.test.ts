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
  return { review: bare.review, plot: { ...bare.plot, ...plot }, readAs: { taken, automatic: taken } };
}

describe("what the sections of a page hold", () => {
  it("is nothing of a log without numbers", () => {
    const { besideCurvature, optimizer, others, ...sections } = contentsOf(shown({}));
    expect([besideCurvature, optimizer, others]).toEqual([[], [], []]);
    expect(Object.values(sections).some(Boolean)).toBe(false);
  });

  it("is every column where there is no loss, each once, but not the clock that they are drawn over", () => {
    const metrics = ["epoch", "return", "optim/lr", "sharpness", "length"];
    const contents = contentsOf(shown({ metrics, clockKey: "epoch", lambdaMax: points }, { curvature: "sharpness" }));
    expect(contents).toMatchObject({ loss: false, curvature: true, optimizer: ["optim/lr"] });
    expect(contents.others).toEqual(["return", "length"]);
  });

  it("is drawn unasked of no run with a loss, and of a log with thousands of columns in part", () => {
    const metrics = Array.from({ length: 1_000 }, (_, i) => `m${i}`);
    expect(contentsOf(shown({ metrics })).others).toHaveLength(100);
    expect(contentsOf(shown({ metrics, loss: points })).others).toEqual([]);
    expect(contentsOf(shown({ metrics, lossVal: points }))).toMatchObject({ loss: true, metrics: true });
  });

  it("follows the columns that were read as norms and rates, and usual names beside them", () => {
    const metrics = ["loss", "eta", "wd", "gnorm"];
    const contents = contentsOf(shown({ metrics, loss: points }, { learningRate: "eta", gradNorm: "gnorm" }));
    expect(contents.optimizer).toEqual(["gnorm", "eta", "wd"]);
  });
});
