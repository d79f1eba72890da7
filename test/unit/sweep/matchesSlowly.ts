import { compares, equal } from "../../../src/sweep/filter/compareCells.ts";
import type { Cell, Expression } from "../../../src/sweep/filter/expression.ts";

/** What a filter asks of a run: the cell of a column. */
export type CellOf = (name: string) => Cell;

/** Whether a run passes an expression: slow and plain, to hold the compiled filter against. */
export function matches(expression: Expression, cellOf: CellOf): boolean {
  switch (expression.kind) {
    case "and":
      return expression.parts.every((part) => matches(part, cellOf));
    case "or":
      return expression.parts.some((part) => matches(part, cellOf));
    case "not":
      return !matches(expression.part, cellOf);
    case "in": {
      const left = cellIn(expression.left, cellOf);
      return expression.list.some((value) => equal(left, value));
    }
    case "compare":
      return compares(expression.sign, cellIn(expression.left, cellOf), cellIn(expression.right, cellOf));
    case "literal":
    case "column": {
      const cell = cellIn(expression, cellOf);
      return cell !== null && cell !== false && cell !== "" && cell !== 0;
    }
  }
}

function cellIn(expression: Expression, cellOf: CellOf): Cell {
  switch (expression.kind) {
    case "literal":
      return expression.value;
    case "column":
      return cellOf(expression.name);
    case "and":
    case "or":
    case "not":
    case "compare":
    case "in":
      return matches(expression, cellOf);
  }
}
