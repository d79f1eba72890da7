import type { Cell } from "../filter/expression.ts";

const texts = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

/** The worst state first: what needs a person is on top. */
const states = ["diverged", "nan", "stopped", "stalled", "live", "ended"];

/** Order of two cells of a column, upwards; numbers before texts, empty cells always last whichever way it is sorted. */
export function compareCells(column: string, descending: boolean): (one: Cell, other: Cell) => number {
  const turn = descending ? -1 : 1;
  return (one, other) => {
    const empty = Number(isEmpty(one)) - Number(isEmpty(other));
    if (empty !== 0 || isEmpty(one)) {
      return empty;
    }
    return turn * (column === "state" ? stateOrder(one) - stateOrder(other) : compareValues(one, other));
  };
}

function compareValues(one: Cell, other: Cell): number {
  if (typeof one === "number" && typeof other === "number") {
    return one - other;
  }
  const kinds = Number(typeof one !== "number") - Number(typeof other !== "number");
  return kinds === 0 ? texts.compare(String(one), String(other)) : kinds;
}

function isEmpty(cell: Cell): boolean {
  return cell === null || cell === "" || (typeof cell === "number" && Number.isNaN(cell));
}

function stateOrder(cell: Cell): number {
  const place = states.indexOf(String(cell));
  return place < 0 ? states.length : place;
}
