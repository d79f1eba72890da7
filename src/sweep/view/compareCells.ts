import { nameKey } from "../../nameOrder.ts";
import type { Cell } from "../filter/expression.ts";
import { isEmpty } from "../rows/cells.ts";

/** Order of two values, upwards or down; numbers before texts, empty ones always last. */
export function compareCells(descending: boolean): (one: Cell, other: Cell) => number {
  const turn = descending ? -1 : 1;
  return (one, other) => {
    const empty = Number(isEmpty(one)) - Number(isEmpty(other));
    return empty !== 0 || isEmpty(one) ? empty : turn * compareValues(one, other);
  };
}

function compareValues(one: Cell, other: Cell): number {
  if (typeof one === "number" && typeof other === "number") {
    return one - other;
  }
  const kinds = Number(typeof one !== "number") - Number(typeof other !== "number");
  return kinds === 0 ? compareTexts(nameKey(String(one)), nameKey(String(other))) : kinds;
}

function compareTexts(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
