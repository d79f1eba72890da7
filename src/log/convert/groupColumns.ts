import type { Column } from "../columns/columns.ts";
import { isDense } from "../columns/columnStore.ts";
import { csvCells } from "../csv/csvCells.ts";
import { cellNumber } from "../parquet/cellNumber.ts";
import { groupNumbers, type GroupColumn } from "../parquet/groupColumn.ts";
import type { RecordGroup } from "./recordGroups.ts";

/**
 * The columns of a group of records: of numbers where every cell is one or absent, else of texts as the CSV has them. A
 * column that is of texts in `kinds` stays so; those that are new or turn out to be of texts are put there.
 * Null, and nothing in `kinds`, where that takes the CSV rows and the group has none.
 */
export function groupColumns(
  { table, rows }: RecordGroup,
  kinds: Map<string, GroupColumn["kind"]>,
): ReadonlyMap<string, GroupColumn> | null {
  const asText = table.keys.filter((key) => kinds.get(key) === "text" || !isPlain(table.column(key)));
  if (asText.length > 0 && rows.length === 0) {
    return null;
  }
  const cells = csvCells(
    rows,
    asText.map((key) => table.keys.indexOf(key)),
  );
  const columns = table.keys.map((name, at): GroupColumn => {
    const texts = cells.get(at);
    return texts === undefined ? numbersOf(name, table.column(name)) : typed(name, texts, kinds.get(name) === "text");
  });
  columns.forEach(({ name, kind }) => kinds.set(name, kind));
  return new Map(columns.map((column) => [column.name, column]));
}

/** Whether a column's numbers are all that its cells hold: none was a text, a time, or a whole number that a double changes. */
export function isPlain(column: Column | undefined): boolean {
  return (
    column === undefined ||
    (column.texts === 0 && (column.quoted ?? 0) === 0 && (column.times ?? 0) === 0 && areSafe(column.values))
  );
}

/** Whether no value is a whole number that a double may have changed. */
function areSafe(values: Float64Array): boolean {
  const most = Number.MAX_SAFE_INTEGER;
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] ?? 0;
    if ((value > most && value < Infinity) || (value < -most && value > -Infinity)) {
      return false;
    }
  }
  return true;
}

function numbersOf(name: string, column: Column | undefined): GroupColumn {
  const [rows, values] = [column?.rows ?? new Uint32Array(), column?.values ?? new Float64Array()];
  return { name, kind: "number", rows: isDense(rows) ? null : rows, values };
}

function typed(name: string, cells: readonly (string | null)[], isText: boolean): GroupColumn {
  const numbers = isText ? [undefined] : cells.map((cell) => (cell === null ? null : cellNumber(cell)));
  return numbers.includes(undefined)
    ? { name, kind: "text", cells }
    : { name, kind: "number", ...groupNumbers(numbers.map((number) => number ?? null)) };
}
