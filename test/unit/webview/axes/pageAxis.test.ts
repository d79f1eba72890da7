import { describe, expect, it } from "vitest";
import { axisFormat, type AxisFormat } from "../../../../webview/axes/pageAxis.ts";
import type { Range } from "../../../../webview/axes/range.ts";

function labels(look: AxisFormat, range: Range): string[] {
  const ticks = look.ticks(range, "linear");
  return ticks.map(look.words(ticks));
}

describe("an axis", () => {
  it("of steps says each record's own, however many there were before", () => {
    const look = axisFormat("step", { clock: "epoch" }, [0, 1e6]);
    expect(look.said(1_234_567, 0.5)).toBe("step 1.234567e6");
    expect(look.said(19_551, 0.5)).toBe("step 19,551");
    expect(look.said(0.5, 0.01)).toBe("step 0.5");
  });

  it("of time counts in the largest unit that the run fills", () => {
    const look = axisFormat("elapsed", { clock: "epoch" }, [0, 4 * 3600]);
    expect(labels(look, [0, 4 * 3600])).toEqual(["0", "1", "2", "3", "4"]);
    expect(look.said(5400, 60)).toBe("hours since the start 1.5");
  });

  it("of dates has the seconds where its labels differ by them, and the day alone where they do not differ by more", () => {
    const look = axisFormat("date", { clock: "epoch" }, [0, 1]);
    for (const width of [5, 300, 90_000, 40 * 86_400]) {
      const written = labels(look, [1.7e9, 1.7e9 + width]);
      expect(new Set(written).size).toBe(written.length);
    }
  });
});
