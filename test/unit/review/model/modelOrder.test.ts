import { describe, expect, it } from "vitest";
import { modelNames, type ModelName } from "../../../../src/numerics/models/modelFit.ts";
import { modelsByFit } from "../../../../src/review/model/modelOrder.ts";

function fits(aicc: Partial<Record<ModelName, number>>): Record<ModelName, { aicc: number | null }> {
  return Object.fromEntries(modelNames.map((name) => [name, { aicc: aicc[name] ?? null }])) as Record<
    ModelName,
    { aicc: number | null }
  >;
}

describe("modelsByFit", () => {
  it("puts the best model first and those without a fit last", () => {
    const order = modelsByFit(fits({ exponential: -100, switch: -700, offsetPower: -300, twoPower: 12 }));
    expect(order).toEqual([
      "switch",
      "offsetPower",
      "exponential",
      "twoPower",
      "power",
      "shiftedPower",
      "offsetExponential",
    ]);
  });

  it("keeps the usual order where nothing is fitted or all are alike", () => {
    expect(modelsByFit(fits({}))).toEqual(modelNames);
    expect(modelsByFit(fits(Object.fromEntries(modelNames.map((name) => [name, 1]))))).toEqual(modelNames);
  });
});
