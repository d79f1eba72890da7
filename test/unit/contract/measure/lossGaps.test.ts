import { describe, expect, it } from "vitest";
import fc from "fast-check";
import { LossGaps } from "../../../../src/contract/measure/lossGaps.ts";
import type { Column } from "../../../../src/log/columns/columns.ts";

type Gap = readonly [row: number, seconds: number];

function column(cells: readonly (number | null)[]): Column {
  const there = cells.flatMap((value, row) => (value === null ? [] : [[row, value] as const]));
  return {
    key: "x",
    rows: Uint32Array.from(there, ([row]) => row),
    values: Float64Array.from(there, ([, value]) => value),
    texts: 0,
  };
}

/** From one loss to the next, where both records say the time and it does not go back. */
function plainly(losses: readonly (number | null)[], times: readonly (number | null)[]): Gap[] {
  const rows = losses.flatMap((loss, row) => (loss === null ? [] : [row]));
  return rows.slice(1).flatMap((row, index) => {
    const [before, now] = [times[rows[index] ?? 0] ?? NaN, times[row] ?? NaN];
    return now >= before ? [[row, now - before] as const] : [];
  });
}

describe("LossGaps", () => {
  const cell = fc.option(fc.integer({ min: 0, max: 1000 }));

  it("meets each gap once, however a log that grows is read", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { maxLength: 30 }), fc.array(fc.nat(30)), (records, cuts) => {
        const [losses, times] = [records.map(([loss]) => loss), records.map(([, time]) => time)];
        const gaps = new LossGaps();
        const met: Gap[] = [];
        for (const end of [...cuts.toSorted((one, other) => one - other), records.length]) {
          gaps.read(column(losses.slice(0, end)), column(times.slice(0, end)), (...gap) => met.push(gap));
        }
        expect(met).toEqual(plainly(losses, times));
      }),
    );
  });

  it("counts seconds of a log of milliseconds since 1970", () => {
    const met: Gap[] = [];
    new LossGaps().read(column([3, 2]), column([1.7e12, 1.7e12 + 90_000]), (...gap) => met.push(gap));
    expect(met).toEqual([[1, 90]]);
  });
});
