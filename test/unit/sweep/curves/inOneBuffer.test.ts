import { describe, expect, it } from "vitest";
import { inOneBuffer, type CurvesOfLog } from "../../../../src/sweep/curves/inOneBuffer.ts";

/** Most buffers of one message that VS Code hands on to a page. */
const most = 253;

const runs: readonly CurvesOfLog[] = Array.from({ length: 100 }, (_, run) => ({
  log: `file:///runs/${run}`,
  curves: ["loss", "accuracy"].slice(run % 3).map((metric) => ({
    metric,
    x: Float64Array.of(1, 2, 3),
    y: Float64Array.of(run, NaN, -Infinity),
    low: Float64Array.of(run),
    high: new Float64Array(),
  })),
}));

describe("curves on their way to a page", () => {
  it("have all numbers in one buffer, and stay what they were", () => {
    const packed = inOneBuffer(runs);
    const buffers = new Set(
      packed.flatMap(({ curves }) =>
        curves.flatMap(({ x, y, low, high }) => [x, y, low, high].map(({ buffer }) => buffer)),
      ),
    );
    expect(packed).toEqual(runs);
    expect(buffers.size).toBe(1);
    expect(runs.length * 4).toBeGreaterThan(most);
  });

  it("may be none", () => {
    expect(inOneBuffer([])).toEqual([]);
  });
});
