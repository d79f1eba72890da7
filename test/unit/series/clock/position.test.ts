import { describe, expect, it } from "vitest";
import type { Column, LogTable } from "../../../../src/log/columns/columns.ts";
import { positionOf } from "../../../../src/series/clock/position.ts";
import { builtInContract } from "../../../../src/contract/model/builtIn.ts";

function tableOf(records: number, columns: Record<string, number[]>): LogTable {
  const column = (key: string): Column | undefined => {
    const values = columns[key];
    return values === undefined
      ? undefined
      : { key, rows: Uint32Array.from(values.keys()), values: Float64Array.from(values), texts: 0 };
  };
  return { records, keys: Object.keys(columns), column, lineOf: (row) => row + 1 };
}

describe("positionOf", () => {
  it("prefers the epoch to the step", () => {
    const table = tableOf(3, { step: [1, 2, 3], epoch: [0.1, 0.2, 0.3] });
    expect(positionOf(table, builtInContract.names)).toEqual({ clock: "epoch", value: 0.3 });
  });

  it("takes the last finite value", () => {
    const table = tableOf(3, { step: [1, 2, NaN] });
    expect(positionOf(table, builtInContract.names)).toEqual({ clock: "step", value: 2 });
  });

  it("counts records where a log has no clock", () => {
    expect(positionOf(tableOf(7, { epoch: [NaN] }), builtInContract.names)).toEqual({ clock: "record", value: 7 });
  });

  it("is nowhere in an empty log", () => {
    expect(positionOf(tableOf(0, {}), builtInContract.names)).toEqual({ clock: "record", value: null });
  });
});
