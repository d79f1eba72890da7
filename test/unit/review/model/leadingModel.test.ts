import { describe, expect, it } from "vitest";
import { leadingModel } from "../../../../src/review/model/leadingModel.ts";

const knee = { epoch: 4, interval: [3, 5] as const, reason: null, provisional: false };
const found = { best: "switch", knee, misfit: null, secondKnee: null } as const;

describe("the model that is marked", () => {
  it("is the best one where that describes the curve", () => {
    expect(leadingModel(found)).toEqual({ name: "switch", isBest: true });
    expect(leadingModel({ ...found, best: null })).toBeNull();
  });

  it("is only the closest where no model describes the curve, or its knee is undecided", () => {
    const misfit = { bendsAt: 9, gain: 40, closest: "twoPower", isClose: false } as const;
    expect(leadingModel({ ...found, misfit })).toEqual({ name: "twoPower", isBest: false });
    const undecided = { ...knee, epoch: null, interval: null, reason: "the noise is too slow" };
    expect(leadingModel({ ...found, knee: undecided })).toEqual({ name: "switch", isBest: false });
  });
});
