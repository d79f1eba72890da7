import type { Cell, Expression } from "./expression.ts";

type Sign = Extract<Expression, { kind: "compare" }>["sign"];

/** Whether two cells stand to each other as a sign says. */
export function compares(sign: Sign, left: Cell, right: Cell): boolean {
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
export function equal(left: Cell, right: Cell): boolean {
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
