import { describe, expect, it } from "vitest";
import { RunColumns } from "../../../../webview/model/runColumns.ts";
import { lineOfRecord } from "../../../../webview/cursor/logLine.ts";

const floats = (...values: number[]): Float64Array => Float64Array.from(values);
const rows = (...values: number[]): Uint32Array => Uint32Array.from(values);

describe("RunColumns", () => {
  it("joins a metric that is logged now and then with the axis, in whatever order they come", () => {
    const columns = new RunColumns();
    columns.take({ id: "metric:loss", from: 0, rows: rows(1, 3), values: floats(5, 4) });
    expect(columns.series("@clock", "metric:loss")).toBeNull();
    columns.take({ id: "@clock", from: 0, rows: null, values: floats(10, 20, 30) });
    expect([...(columns.series("@clock", "metric:loss")?.x ?? [])]).toEqual([20]);
    columns.take({ id: "@clock", from: 3, rows: null, values: floats(40) });
    expect([...(columns.series("@clock", "metric:loss")?.x ?? [])]).toEqual([20, 40]);
  });

  it("takes the end of a column in place of what was there", () => {
    const columns = new RunColumns();
    columns.take({ id: "@clock", from: 0, rows: null, values: floats(1, 2, 3) });
    columns.take({ id: "metric:loss", from: 0, rows: null, values: floats(9, 8, 7) });
    const series = columns.series("@clock", "metric:loss");
    columns.take({ id: "metric:loss", from: 1, rows: null, values: floats(6) });
    expect(columns.series("@clock", "metric:loss")).toBe(series);
    expect([...(series?.y ?? [])]).toEqual([9, 6]);
    expect(columns.wants(["@clock", "metric:loss", "@step"])).toEqual([
      { id: "@clock", have: 3 },
      { id: "metric:loss", have: 2 },
      { id: "@step", have: 0 },
    ]);
  });

  it("gives a metric its records once it is no longer logged with each", () => {
    const columns = new RunColumns();
    columns.take({ id: "@clock", from: 0, rows: null, values: floats(1, 2, 3, 4) });
    columns.take({ id: "metric:loss", from: 0, rows: null, values: floats(9, 8) });
    columns.take({ id: "metric:loss", from: 2, rows: rows(3), values: floats(7) });
    expect([...(columns.series("@clock", "metric:loss")?.x ?? [])]).toEqual([1, 2, 4]);
  });

  it("passes over a part whose beginning never came", () => {
    const columns = new RunColumns();
    columns.take({ id: "@clock", from: 5, rows: null, values: floats(1) });
    expect(columns.has("@clock")).toBe(false);
  });

  it("takes an offset off the axis", () => {
    const columns = new RunColumns();
    columns.take({ id: "@time", from: 0, rows: null, values: floats(100, 110) });
    columns.take({ id: "metric:loss", from: 0, rows: rows(1), values: floats(7) });
    expect([...(columns.series("@time", "metric:loss", 100)?.x ?? [])]).toEqual([10]);
  });
});

describe("lineOfRecord", () => {
  it("counts blank and broken lines before a record", () => {
    const columns = new RunColumns();
    expect(lineOfRecord(columns, 0)).toBeNull();
    columns.take({ id: "@line", from: 0, rows: rows(0, 4), values: floats(1, 3) });
    expect([0, 3, 4, 9].map((row) => lineOfRecord(columns, row))).toEqual([1, 4, 7, 12]);
  });
});
