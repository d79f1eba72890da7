import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { modelNames, type ModelFit, type ModelName } from "../../../../src/numerics/models/modelFit.ts";
import { firstView, restoredView, shownModels, type ViewState } from "../../../../webview/model/viewState.ts";

const logs = ["file:///runs/a/metrics.jsonl"];

describe("restoredView", () => {
  it("brings back what was kept", () => {
    const kept: ViewState = {
      logs,
      axis: "step",
      x: "linear",
      y: "log",
      models: ["power"],
      zoom: [1, 20],
      follows: true,
      smoothing: 0.5,
      clips: true,
      trend: "power",
      scroll: 300,
      chosen: 1_700_000_000_000,
    };
    expect(restoredView([structuredClone(kept)], logs)).toEqual(kept);
  });

  it("takes what was chosen last, wherever it was kept", () => {
    const earlier: ViewState = { ...firstView(logs), x: "linear", chosen: 1 };
    const later: ViewState = { ...firstView(logs), y: "linear", chosen: 2 };
    expect(restoredView([undefined, later], logs)).toEqual(later);
    expect(restoredView([earlier, later], logs)).toEqual(later);
    expect(restoredView([later, earlier], logs)).toEqual(later);
    expect(restoredView([firstView(logs), later], logs)).toEqual(later);
  });

  it("starts over for another log", () => {
    expect(restoredView([{ ...firstView(["file:///b"]), x: "linear", chosen: 1 }, null], logs)).toEqual(
      firstView(logs),
    );
  });

  it("gives a sound view whatever was kept", () => {
    fc.assert(
      fc.property(
        fc.anything(),
        fc.record({ x: fc.anything(), models: fc.anything(), zoom: fc.anything() }),
        (a, b) => {
          for (const kept of [a, { logs, ...b }]) {
            const view = restoredView([kept], logs);
            expect(["log", "linear"]).toContain(view.x);
            expect(view.models === null || Array.isArray(view.models)).toBe(true);
            expect(view.zoom === null || view.zoom[0] < view.zoom[1]).toBe(true);
          }
        },
      ),
    );
  });
});

describe("shownModels", () => {
  const refused = { aicc: null, weight: null } as ModelFit;
  const none = Object.fromEntries(modelNames.map((name) => [name, refused])) as Record<ModelName, ModelFit>;
  const fits = {
    ...none,
    exponential: { ...refused, aicc: 300, weight: 0 },
    power: { ...refused, aicc: -10, weight: 0.04 },
    offsetPower: { ...refused, aicc: -12, weight: 0.3 },
    switch: { ...refused, aicc: -14, weight: 0.66 },
  };

  it("shows the models that the curve supports, the best first, until a person chooses", () => {
    expect(shownModels(firstView(logs), { fits, best: "switch" })).toEqual(["switch", "offsetPower"]);
    expect(shownModels(firstView(logs), { fits, best: null })).toEqual(["switch", "offsetPower"]);
  });

  it("shows what was chosen, though it be nothing", () => {
    const chosen = (models: readonly ModelName[]): readonly ModelName[] =>
      shownModels({ ...firstView(logs), models }, { fits, best: "switch" });
    expect(chosen([])).toEqual([]);
    expect(chosen(["exponential", "power"])).toEqual(["power", "exponential"]);
  });

  it("shows nothing of a run without a fit", () => {
    expect(shownModels(firstView(logs), { fits: null, best: null })).toEqual([]);
  });
});
