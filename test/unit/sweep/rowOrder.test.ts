import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Cell, Expression } from "../../../src/sweep/filter/expression.ts";
import { compile } from "../../../src/sweep/filter/compile.ts";
import { compareCells } from "../../../src/sweep/view/compareCells.ts";
import { RowColumns } from "../../../src/sweep/view/rowColumns.ts";
import { sortRows } from "../../../src/sweep/view/sortRows.ts";
import { matches } from "./matchesSlowly.ts";
import { rowOf } from "./rows.ts";

const cell: fc.Arbitrary<Cell> = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.double(),
  fc.integer({ min: -3, max: 3 }),
  fc.constantFrom("", "a", "A", "a10", "a9", "3", "true", "-0"),
);

describe("a sort by ranks", () => {
  it("is the stable sort that compares cell with cell", () => {
    const row = fc.record({ x: cell, y: cell });
    const keys = fc.array(fc.record({ column: fc.constantFrom("x", "y"), descending: fc.boolean() }), { maxLength: 3 });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 20 }), keys, (all, sort) => {
        const rows = all.map((cells, i) => rowOf(`r${i}`, cells));
        const slow = rows
          .map((_, i) => i)
          .sort((one, other) => {
            const orders = sort.map(({ column, descending }) =>
              compareCells(descending)(rows[one]?.cells[column] ?? null, rows[other]?.cells[column] ?? null),
            );
            return orders.find((order) => order !== 0) ?? 0;
          });
        expect(sortRows([...rows.keys()], sort, new RowColumns(rows))).toEqual(slow);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe("a compiled filter", () => {
  const { expression } = fc.letrec<{ expression: Expression }>((tie) => ({
    expression: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      fc.record({ kind: fc.constant("literal" as const), value: cell }),
      fc.record({ kind: fc.constant("column" as const), name: fc.constantFrom("x", "y") }),
      fc.record({ kind: fc.constant("not" as const), part: tie("expression") }),
      fc.record({
        kind: fc.constantFrom("and" as const, "or" as const),
        parts: fc.array(tie("expression"), { minLength: 1, maxLength: 3 }),
      }),
      fc.record({
        kind: fc.constant("compare" as const),
        sign: fc.constantFrom("==", "!=", "<", "<=", ">", ">=", "~", "!~"),
        left: tie("expression"),
        right: tie("expression"),
      }),
      fc.record({ kind: fc.constant("in" as const), left: tie("expression"), list: fc.array(cell, { maxLength: 3 }) }),
    ),
  }));

  it("passes the runs that the expression itself passes", () => {
    fc.assert(
      fc.property(expression, fc.array(fc.record({ x: cell, y: cell }), { maxLength: 6 }), (asked, rows) => {
        const passes = compile(asked, (column) => rows.map((row) => (column === "x" ? row.x : row.y)));
        expect(rows.map((_, i) => passes(i))).toEqual(
          rows.map((row) => matches(asked, (column) => (column === "x" ? row.x : row.y))),
        );
      }),
      { numRuns: 1_000 },
    );
  });
});
