import { describe, expect, it } from "vitest";
import { lossChoices } from "../../../../src/series/roles/lossChoices.ts";
import { tableOf } from "../../review/tableOf.ts";

describe("the columns that may be a loss", () => {
  const records = Array.from({ length: 50 }, (_, i) => ({
    ...{ step: i + 1, constant: 3, goodness: i / 50, gap: 3 / (i + 1), name: null },
    ...(i === 0 ? { rare: Number.NaN } : {}),
  }));

  it("are those that fell, then those that vary, then constants and clocks, and nothing without a number", () => {
    expect(lossChoices(tableOf(records))).toEqual([
      { column: "gap", values: 50, first: 3, last: 0.06 },
      { column: "goodness", values: 50, first: 0, last: 0.98 },
      { column: "constant", values: 50, first: 3, last: 3 },
      { column: "step", values: 50, first: 1, last: 50 },
    ]);
  });

  it("are told by the numbers that are finite", () => {
    const values = [Number.NaN, 2, Number.POSITIVE_INFINITY, 1, Number.NaN];
    const [only] = lossChoices(tableOf(values.map((gap) => ({ gap }))));
    expect(only).toEqual({ column: "gap", values: 5, first: 2, last: 1 });
  });
});
