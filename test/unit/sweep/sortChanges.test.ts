import { describe, expect, it } from "vitest";
import { afterSortClick, withSort } from "../../../src/sweep/view/sortChanges.ts";

const key = (column: string, descending: boolean): { column: string; descending: boolean } => ({ column, descending });

describe("what sorts the table", () => {
  it("goes from the better end to the other one, and to none", () => {
    const click = { id: "acc", better: "high", add: false } as const;
    const first = afterSortClick([], click);
    const second = afterSortClick(first, click);
    expect([first, second, afterSortClick(second, click)]).toEqual([[key("acc", true)], [key("acc", false)], []]);
    expect(afterSortClick([], { id: "loss", better: "low", add: false })).toEqual([key("loss", false)]);
  });

  it("keeps what sorts already where another column is added", () => {
    const sorted = afterSortClick([key("lr", false)], { id: "loss", better: "low", add: true });
    expect(sorted).toEqual([key("lr", false), key("loss", false)]);
    expect(withSort(sorted, key("lr", true), true)).toEqual([key("lr", true), key("loss", false)]);
    expect(withSort(sorted, key("wd", true), false)).toEqual([key("wd", true)]);
  });
});
