import { compares, equal } from "./compareCells.ts";
import type { Cell, Expression } from "./expression.ts";

/** The cells of a column, one a row. */
export type CellsOf = (name: string) => readonly Cell[];

/** Whether the run of a row passes. */
export type Passes = (row: number) => boolean;

type Compare = Extract<Expression, { kind: "compare" }>;

/**
 * An expression as a question that is quickly asked of thousands of rows: what it names is looked up once. An empty cell
 * passes no comparison but that with `null`.
 */
export function compile(expression: Expression, cellsOf: CellsOf): Passes {
  switch (expression.kind) {
    case "and": {
      const parts = expression.parts.map((part) => compile(part, cellsOf));
      return (row) => parts.every((passes) => passes(row));
    }
    case "or": {
      const parts = expression.parts.map((part) => compile(part, cellsOf));
      return (row) => parts.some((passes) => passes(row));
    }
    case "not": {
      const passes = compile(expression.part, cellsOf);
      return (row) => !passes(row);
    }
    case "in": {
      const left = valueOf(expression.left, cellsOf);
      const isEqual = expression.list.map((value) => byCell((cell) => equal(cell, value)));
      return (row) => isEqual.some((passes) => passes(left(row)));
    }
    case "compare":
      return compileComparison(expression, cellsOf);
    case "literal":
    case "column": {
      const value = valueOf(expression, cellsOf);
      return (row) => isTrue(value(row));
    }
  }
}

/** A comparison with a value that stands in the filter is made once for each value that the column holds. */
function compileComparison({ sign, left, right }: Compare, cellsOf: CellsOf): Passes {
  const one = valueOf(left, cellsOf);
  if (right.kind === "literal") {
    const passes = byCell((cell) => compares(sign, cell, right.value));
    return (row) => passes(one(row));
  }
  const other = valueOf(right, cellsOf);
  return (row) => compares(sign, one(row), other(row));
}

function byCell(passes: (cell: Cell) => boolean): (cell: Cell) => boolean {
  const known = new Map<Cell, boolean>();
  return (cell) => {
    let answer = known.get(cell);
    if (answer === undefined) {
      answer = passes(cell);
      known.set(cell, answer);
    }
    return answer;
  };
}

function valueOf(expression: Expression, cellsOf: CellsOf): (row: number) => Cell {
  switch (expression.kind) {
    case "literal": {
      const { value } = expression;
      return () => value;
    }
    case "column": {
      const cells = cellsOf(expression.name);
      return (row) => cells[row] ?? null;
    }
    case "and":
    case "or":
    case "not":
    case "compare":
    case "in":
      return compile(expression, cellsOf);
  }
}

function isTrue(cell: Cell): boolean {
  return cell !== null && cell !== false && cell !== "" && cell !== 0;
}

/** The columns that an expression names. */
export function columnsIn(expression: Expression): readonly string[] {
  switch (expression.kind) {
    case "and":
    case "or":
      return expression.parts.flatMap(columnsIn);
    case "not":
      return columnsIn(expression.part);
    case "compare":
      return [...columnsIn(expression.left), ...columnsIn(expression.right)];
    case "in":
      return columnsIn(expression.left);
    case "column":
      return [expression.name];
    case "literal":
      return [];
  }
}
