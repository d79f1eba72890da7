import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { envelopeOf } from "../../../webview/shared/envelope.ts";

describe("envelopeOf", () => {
  it("holds the extremes of every column", () => {
    const points = { t: Float64Array.of(0, 0.1, 0.2, 5, 9.9), y: Float64Array.of(3, 1, 2, 7, NaN) };
    const { least, greatest } = envelopeOf(points, [0, 10], { kind: "linear", width: 10 });
    expect([least[0], greatest[0], least[5], greatest[5]]).toEqual([1, 3, 7, 7]);
    expect(least[9]).toBeNaN();
  });

  it("hides no spike, at any zoom that holds it", () => {
    const t = Float64Array.from({ length: 5_000 }, (_, i) => i + 1);
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4_999 }),
        fc.integer({ min: 1, max: 2_000 }),
        fc.constantFrom("log" as const, "linear" as const),
        (at, width, kind) => {
          const y = new Float64Array(5_000).fill(1);
          y[at] = 50;
          const { greatest } = envelopeOf({ t, y }, [0.5, 5_001], { kind, width });
          expect(greatest.includes(50)).toBe(true);
        },
      ),
    );
  });
});
