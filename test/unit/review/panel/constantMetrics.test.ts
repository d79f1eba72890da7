import { describe, expect, it } from "vitest";
import { constantMetrics } from "../../../../src/review/panel/constantMetrics.ts";
import { tableOf } from "../tableOf.ts";

describe("columns that hold one value throughout", () => {
  it("are found whatever records leave them out, and no column that changes is", () => {
    const table = tableOf([
      { step: 1, wd: 5e-4, best: null },
      { step: 2, batch: 64 },
      { step: 3, wd: 5e-4, best: 0.7 },
    ]);
    expect(constantMetrics(table, ["step", "wd", "batch", "best", "absent"])).toEqual([
      { metric: "wd", value: 5e-4 },
      { metric: "batch", value: 64 },
      { metric: "best", value: 0.7 },
    ]);
  });

  it("are none that hold a value that is not finite", () => {
    const table = tableOf([
      { a: NaN, b: 1 },
      { a: NaN, b: NaN },
    ]);
    expect(constantMetrics(table, ["a", "b"])).toEqual([]);
  });
});
