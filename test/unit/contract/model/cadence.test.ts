import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatEvery, parseEvery, type Cadence } from "../../../../src/contract/model/cadence.ts";

describe("every", () => {
  test.each<[string, Cadence]>([
    ["batch", { kind: "batch" }],
    [" Batch ", { kind: "batch" }],
    ["step", { kind: "steps", steps: 1 }],
    ["1 step", { kind: "steps", steps: 1 }],
    ["500 steps", { kind: "steps", steps: 500 }],
    ["epoch", { kind: "epochs", epochs: 1 }],
    ["2 epochs", { kind: "epochs", epochs: 2 }],
    ["1/4 epoch", { kind: "epochs", epochs: 0.25 }],
    ["0.1 epoch", { kind: "epochs", epochs: 0.1 }],
  ])("reads %s", (text, cadence) => {
    expect(parseEvery(text)).toEqual(cadence);
  });
  test.each([
    "",
    "often",
    "0 steps",
    "0 epochs",
    "1/0 epoch",
    "-1 epoch",
    "1/3 step",
    "1.5 steps",
    "5",
    "5steps",
    "9e9 steps",
  ])("refuses %j", (text) => {
    expect(parseEvery(text)).toBeNull();
  });
  test("what is written is read back", () => {
    const cadences = fc.oneof(
      fc.constant<Cadence>({ kind: "batch" }),
      fc.integer({ min: 1, max: 1e9 }).map((steps): Cadence => ({ kind: "steps", steps })),
      fc.integer({ min: 1, max: 1e6 }).map((epochs): Cadence => ({ kind: "epochs", epochs })),
      fc.integer({ min: 1, max: 1000 }).map((parts): Cadence => ({ kind: "epochs", epochs: 1 / parts })),
      fc.integer({ min: 1, max: 999 }).map((parts): Cadence => ({ kind: "epochs", epochs: parts / 1000 })),
    );
    fc.assert(
      fc.property(cadences, (cadence) => {
        expect(parseEvery(formatEvery(cadence))).toEqual(cadence);
      }),
    );
  });
});
