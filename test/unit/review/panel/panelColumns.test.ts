import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { builtInContract } from "../../../../src/contract/model/builtIn.ts";
import { axesOf, numericMetrics, panelColumn } from "../../../../src/review/panel/panelColumns.ts";
import { tableOf } from "../tableOf.ts";

const column = (table: Parameters<typeof panelColumn>[0], id: Parameters<typeof panelColumn>[2]): number[] => [
  ...panelColumn(table, builtInContract, id).values,
];

describe("panelColumn", () => {
  it("has a value of each axis for every record, in proportion between two that log one", () => {
    const table = tableOf([
      { epoch: 1, step: 10, time: 100 },
      { loss_train_nats: 2 },
      { epoch: 2, step: 20, time: 300 },
    ]);
    expect(column(table, "@clock")).toEqual([1, 1.5, 2]);
    expect(column(table, "@step")).toEqual([10, 15, 20]);
    expect(column(table, "@time")).toEqual([100, 200, 300]);
  });

  it("is empty for what the log does not have", () => {
    const table = tableOf([{ loss_train_nats: 2 }]);
    expect(column(table, "@time")).toEqual([]);
    expect(column(table, "metric:lr")).toEqual([]);
    expect(column(table, "@clock")).toEqual([1]);
  });

  it("notes wherever lines get further ahead of records", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof({ weight: 6, arbitrary: fc.constant(0) }, fc.nat(3)), { maxLength: 200 }),
        (skips) => {
          let line = 0;
          const lines = skips.map((skip) => (line += 1 + skip));
          const table = { ...tableOf(skips.map(() => ({ a: 1 }))), lineOf: (row: number) => lines[row] ?? NaN };
          const { rows, values } = panelColumn(table, builtInContract, "@line");
          const found = lines.map((_, row) => row + (values[rows?.findLastIndex((mark) => mark <= row) ?? -1] ?? NaN));
          expect(found).toEqual(lines);
          expect(new Set(values).size).toBe(values.length);
        },
      ),
    );
  });
});

describe("axesOf and numericMetrics", () => {
  it("name what the log has numbers for", () => {
    const table = tableOf([{ step: 1, time: 5, epoch: 0.1, lr: 0.1 }]);
    expect(axesOf(table, builtInContract, { clock: "epoch" })).toEqual(["@clock", "@step", "@time"]);
    expect(axesOf(tableOf([{ step: 1 }]), builtInContract, { clock: "step" })).toEqual(["@clock"]);
    expect(numericMetrics(table)).toEqual(["step", "time", "epoch", "lr"]);
  });
});
