import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { padRows, RowPadder, RowStripper } from "../../../../src/log/csv/csvPadding.ts";
import { csvRow } from "../../../../src/log/records/csvText.ts";
import { cut } from "../support.ts";

const cell = fc.oneof(fc.constantFrom("", "1", "a,b", '"', "x\ny", " z", "\r"), fc.string({ maxLength: 4 }));

const rows = fc
  .integer({ min: 0, max: 4 })
  .chain((columns) =>
    fc
      .array(fc.array(cell, { minLength: columns, maxLength: columns }), { maxLength: 5 })
      .map((cells) => ({ columns, cells })),
  );

function bytesOf(cells: readonly (readonly string[])[]): Uint8Array {
  return new TextEncoder().encode(cells.map(csvRow).join(""));
}

function widened(cells: readonly (readonly string[])[], columns: number): string[][] {
  return cells.map((row) => [...row, ...Array<string>(columns - row.length).fill("")]);
}

describe("rows with fewer columns", () => {
  it("are filled up to what they would have been, in any pieces", () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 0, max: 3 }), fc.array(fc.nat()), ({ columns, cells }, more, places) => {
        const wanted = columns + more;
        const expected = Buffer.from(bytesOf(widened(cells, wanted)));
        const bytes = bytesOf(cells);
        expect(Buffer.from(padRows({ columns, bytes }, wanted))).toEqual(expected);
        if (more > 0) {
          const padder = new RowPadder(columns, wanted);
          expect(Buffer.concat(cut(bytes, places).map((piece) => padder.push(piece)))).toEqual(expected);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("come back when the empty columns are taken off again", () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 3 }), fc.array(fc.nat()), ({ columns, cells }, more, places) => {
        fc.pre(columns > 0);
        const stripper = new RowStripper(columns + more, columns);
        const pieces = cut(bytesOf(widened(cells, columns + more)), places);
        expect(Buffer.concat(pieces.map((piece) => stripper.push(piece)))).toEqual(Buffer.from(bytesOf(cells)));
      }),
      { numRuns: 2000 },
    );
  });

  it("end with the first row that has something in those columns", () => {
    const stripper = new RowStripper(2, 1);
    expect(
      Buffer.from(
        stripper.push(
          bytesOf([
            ["1", ""],
            ["2", "x"],
            ["3", ""],
          ]),
        ),
      ).toString(),
    ).toBe("1\n");
  });
});
