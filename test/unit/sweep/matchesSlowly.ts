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

type Sign = Extract<Expression, { kind: "compare" }>["sign"];

function compares(sign: Sign, left: Cell, right: Cell): boolean {
  switch (sign) {
    case "==":
      return equal(left, right);
    case "!=":
      return !equal(left, right);
    case "~":
      return contains(left, right);
    case "!~":
      return !contains(left, right);
    case "<":
    case "<=":
    case ">":
    case ">=":
      return ordered(sign, left, right);
  }
}

/** Numbers as numbers, also where one side is their text; texts whatever their case. */
function equal(left: Cell, right: Cell): boolean {
  const [one, other] = [numberOf(left), numberOf(right)];
  if (one !== null && other !== null) {
    return one === other;
  }
  return left === null || right === null ? left === right : lower(left) === lower(right);
}

function contains(left: Cell, right: Cell): boolean {
  return left !== null && right !== null && lower(left).includes(lower(right));
}

function ordered(sign: "<" | "<=" | ">" | ">=", left: Cell, right: Cell): boolean {
  if (left === null || right === null) {
    return false;
  }
  const numbers = [numberOf(left), numberOf(right)] as const;
  const [one, other] =
    numbers[0] !== null && numbers[1] !== null ? [numbers[0], numbers[1]] : [lower(left), lower(right)];
  switch (sign) {
    case "<":
      return one < other;
    case "<=":
      return one <= other;
    case ">":
      return one > other;
    case ">=":
      return one >= other;
  }
}

function numberOf(cell: Cell): number | null {
  if (typeof cell === "number") {
    return cell;
  }
  const value = typeof cell === "string" && cell.trim() !== "" ? Number(cell) : NaN;
  return Number.isNaN(value) ? null : value;
}

function lower(cell: Exclude<Cell, null>): string {
  return String(cell).toLowerCase();
}
