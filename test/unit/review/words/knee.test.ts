import { describe, expect, it } from "vitest";
import { kneeSentence, warmUpSentence } from "../../../../src/review/words/knee.ts";

type Review = Parameters<typeof kneeSentence>[0];

const knee: NonNullable<Review["knee"]> = { epoch: 4, interval: [3, 5], reason: null, provisional: false };
const review: Review = {
  ...{ knee, best: "switch", fits: null, misfit: null, secondKnee: null, warmUpEnd: null },
  clock: "epoch",
};

describe("the sentence of a knee", () => {
  it("calls it the end of burn-in where the curve turns into a power law, and says that it may move", () => {
    expect(kneeSentence(review)).toMatch(/^Burn-in ends at epoch 4.0 .*3.0 to 5.0.*\.$/);
    expect(kneeSentence({ ...review, knee: { ...knee, provisional: true } })).toContain("still live");
  });

  it("only does not rule it out where another model is the best", () => {
    expect(kneeSentence({ ...review, best: "power" })).toContain("is not ruled out");
  });

  it("says at which end of the run a knee would be that cannot be located", () => {
    const none = (low: number, high: number): string =>
      kneeSentence({ ...review, knee: { ...knee, epoch: null, interval: [low, high], reason: "it is too early" } });
    expect(none(0, 2)).toContain("too early to locate it");
    expect(none(30, 40)).toContain("too late to locate it");
  });

  it("gives the reason where there is none, and nothing where none was looked for", () => {
    const none = { ...knee, epoch: null, interval: null, reason: "a power law describes it all" };
    expect(kneeSentence({ ...review, best: "power", knee: none })).toBe(
      "There is no knee: a power law describes it all.",
    );
    expect(kneeSentence({ ...review, knee: null })).toBe("");
  });
});

describe("the sentence of the warm-up", () => {
  it("is about a knee within it alone", () => {
    expect(warmUpSentence({ ...review, warmUpEnd: 4.5 })).toContain("The knee is within the learning rate warm-up");
    expect(warmUpSentence({ ...review, warmUpEnd: 3.5 })).toBe("");
    expect(warmUpSentence(review)).toBe("");
  });
});
