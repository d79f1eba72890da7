import { inNameOrder, nameKey } from "../../nameOrder.ts";
import type { Cell } from "../filter/expression.ts";
import { settingPrefix } from "../table/columnIds.ts";
import { cellOf, isEmpty, stateOrder } from "../rows/cells.ts";
import type { RunRow } from "../rows/runRow.ts";

/** The place of an empty cell: last, whichever way a column is sorted. */
const noRank = -1;

/** The rows by columns: each is made when it is first asked for, so that the next sort or filter only reads arrays. */
export class RowColumns {
  readonly #rows: readonly RunRow[];
  readonly #cells = new Map<string, readonly Cell[]>();
  readonly #named = new Map<string, readonly Cell[]>();
  readonly #numbers = new Map<string, Float64Array>();
  readonly #ranks = new Map<string, Int32Array>();

  constructor(rows: readonly RunRow[]) {
    this.#rows = rows;
  }

  /** The cells of a column, one a row. */
  cells(id: string): readonly Cell[] {
    return known(this.#cells, id, () => this.#rows.map((row) => cellOf(row, id)));
  }

  /** The values that a filter means by a name: of the column that has that id, else of the setting that has that key. */
  named(name: string): readonly Cell[] {
    return known(this.#named, name, () => {
      const own = this.cells(name);
      const settings = this.cells(settingPrefix + name);
      return own.map((cell, i) => cell ?? settings[i] ?? null);
    });
  }

  /** The numbers of a column; NaN where a cell is none, or not finite. */
  numbers(id: string): Float64Array {
    return known(this.#numbers, id, () =>
      Float64Array.from(this.cells(id), (cell) => (typeof cell === "number" && Number.isFinite(cell) ? cell : NaN)),
    );
  }

  /** The place of each cell in the upward order of its column, the same for the same values; `noRank` for empty cells. */
  ranks(id: string): Int32Array {
    return known(this.#ranks, id, () => ranksOf(id, this.cells(id)));
  }
}

function known<T>(map: Map<string, T>, id: string, make: () => T): T {
  const value = map.get(id) ?? make();
  map.set(id, value);
  return value;
}

function ranksOf(id: string, cells: readonly Cell[]): Int32Array {
  const full = new Set(cells.filter((cell) => !isEmpty(cell)));
  const places = id === "state" ? statePlaces(full) : valuePlaces(full);
  return Int32Array.from(cells, (cell) => places.get(cell) ?? noRank);
}

function statePlaces(states: ReadonlySet<Cell>): ReadonlyMap<Cell, number> {
  return new Map([...states].map((state) => [state, stateOrder(state)]));
}

/** Numbers before texts. What is no number is sorted by its text. */
function valuePlaces(values: ReadonlySet<Cell>): ReadonlyMap<Cell, number> {
  const places = new Map<Cell, number>();
  const numbers = Float64Array.from([...values].filter((value) => typeof value === "number")).sort();
  numbers.forEach((value, i) => places.set(value, i));
  const others = [...values].filter((value) => typeof value !== "number");
  const byText = new Map<string, number>();
  let before: string | null = null;
  let place = numbers.length - 1;
  for (const text of inNameOrder([...new Set(others.map(String))], (one) => one)) {
    const key = nameKey(text);
    place += key === before ? 0 : 1;
    byText.set(text, place);
    before = key;
  }
  others.forEach((value) => places.set(value, byText.get(String(value)) ?? place));
  return places;
}
