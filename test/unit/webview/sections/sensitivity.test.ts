import { describe, expect, it } from "vitest";
import { slopeGrid } from "../../../../webview/sections/sensitivity.ts";

describe("slopeGrid", () => {
  it("lays the windows out by start and end", () => {
    const slopes = [
      { start: 4, end: 100, alpha: 0.3 },
      { start: 1, end: 100, alpha: 0.4 },
      { start: 1, end: 50, alpha: 0.5 },
    ];
    expect(slopeGrid(slopes)).toEqual({
      starts: [1, 4],
      ends: [50, 100],
      alphas: [
        [0.5, 0.4],
        [null, 0.3],
      ],
    });
  });

  it("is null where no window has a slope", () => {
    expect(slopeGrid([])).toBeNull();
    expect(slopeGrid([{ start: 1, end: 2, alpha: null }])).toBeNull();
  });
});
