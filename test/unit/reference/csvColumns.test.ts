import { describe, expect, it } from "vitest";
import { csvColumns } from "../../reference/csvColumns.ts";

describe("the columns of a CSV", () => {
  it("are numbers where every cell is one or empty, else texts as they stand", () => {
    expect(csvColumns('step,loss,note,"a,b"\n1,NaN,"x\ny",-Infinity\n2,1e-3,,-0\n3,,7,.5\n')).toEqual([
      { name: "step", kind: "number", cells: [1, 2, 3] },
      { name: "loss", kind: "number", cells: [NaN, 0.001, null] },
      { name: "note", kind: "text", cells: ["x\ny", null, "7"] },
      { name: "a,b", kind: "number", cells: [-Infinity, -0, 0.5] },
    ]);
  });

  it("keep whole numbers that a double would change as texts", () => {
    expect(csvColumns("id,code\n9007199254740993,007\n1,8\n")).toEqual([
      { name: "id", kind: "text", cells: ["9007199254740993", "1"] },
      { name: "code", kind: "text", cells: ["007", "8"] },
    ]);
  });

  it("have a row for a record without any cell", () => {
    expect(csvColumns("x\n\n1\n")).toEqual([{ name: "x", kind: "number", cells: [null, 1] }]);
    expect(csvColumns("x\n")).toEqual([{ name: "x", kind: "number", cells: [] }]);
  });
});
