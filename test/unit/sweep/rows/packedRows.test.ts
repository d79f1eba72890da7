import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { packRows, unpackRows } from "../../../../src/sweep/rows/packedRows.ts";

const cell = fc.oneof(fc.double(), fc.string({ maxLength: 4 }), fc.boolean(), fc.constant(-Number.MAX_VALUE));
const cells = fc.oneof(
  fc.dictionary(fc.constantFrom("best_val", "r2"), fc.double({ noDefaultInfinity: false })),
  fc.dictionary(fc.constantFrom("best_val", "config.lr", "config.arch"), cell),
);
const rows = fc.array(fc.record({ cells, name: fc.string({ maxLength: 5 }) }), { maxLength: 12 }).map((all) =>
  all.map(({ cells: own, name }, at) => ({
    ...{ log: `${at}/m.jsonl`, run: name, folder: "f", state: "ended", stateText: "ended", stateReason: "" },
    ...{ cells: own, sources: {}, spark: [], replicate: ["seed"] },
  })),
);

describe("rows that are packed", () => {
  it("are the same again: NaN, infinities, -0, texts and cells that are absent", () => {
    fc.assert(
      fc.property(rows, (all) => {
        expect(unpackRows(packRows(all))).toEqual(all.map((row) => ({ ...row, cells: { ...row.cells } })));
      }),
    );
  });

  it("are the same again where each has cells of its own, and are packed in no more than a multiple of these", () => {
    const all = Array.from({ length: 200 }, (_, at) => ({
      ...{ log: String(at), run: "a", folder: "", state: "ended", stateText: "", stateReason: "", spark: [] },
      ...{ sources: {}, replicate: null, cells: { best_val: at, [`config.own${at}`]: at, [`config.text${at}`]: "x" } },
    }));
    const packed = packRows(all);
    expect(unpackRows(packed)).toEqual(all);
    expect(packed.numeric).toEqual(["best_val"]);
    expect(packed.others).toEqual([]);
    expect(packed.few.cells).toHaveLength(400);
  });

  it("have their small curves as they are drawn", () => {
    const base = { run: "a", folder: "", state: "ended", stateText: "", stateReason: "", sources: {}, cells: {} };
    const packed = packRows(
      ["0", "1"].map((log) => ({ ...base, log, spark: [] })),
      ["_0*", ""],
    );
    expect(unpackRows(packed).map(({ spark }) => spark)).toEqual([[0, 1], []]);
  });

  it("have their numbers in one array", () => {
    const base = { run: "a", folder: "", state: "ended", stateText: "ended", stateReason: "", sources: {}, spark: [] };
    const { numeric, numbers, others } = packRows([
      { ...base, log: "0", cells: { r2: 0.5, "config.arch": "vit" } },
      { ...base, log: "1", cells: { r2: NaN, knee: 3 } },
    ]);
    expect(numeric).toEqual(["r2", "knee"]);
    expect([...numbers]).toEqual([0.5, NaN, -Number.MAX_VALUE, 3]);
    expect(others).toEqual([{ id: "config.arch", cells: ["vit", null] }]);
  });
});
