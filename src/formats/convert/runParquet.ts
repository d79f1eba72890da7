import type { ParquetBuild } from "../../log/convert/parquetBuild.ts";
import { cellNumber } from "../../log/parquet/cellNumber.ts";
import { groupNumbers, type GroupColumn } from "../../log/parquet/groupColumn.ts";
import { numberText } from "./numberText.ts";
import { cellTexts, type RunCells } from "./tableCsv.ts";

/** Readers of a table skip whole groups of so many rows. */
const groupRows = 100_000;

/** Gives the rows of a group of a column, one group after the other. */
type GroupsOf = (from: number, to: number) => GroupColumn;

/**
 * Gives a Parquet file the records of a run of another format than JSON Lines, with the columns and rows of its CSV; the
 * file is not put in its place yet.
 * @throws {LogError} where it cannot be written.
 */
export async function runToParquet(look: RunCells, build: ParquetBuild): Promise<void> {
  const { records, keys } = look.table;
  const kinds = new Map(keys.map((key) => [key, kindOf(look, key)] as const));
  const columns = keys.map((key) => groupsOf(look, key, kinds.get(key) ?? "number"));
  for (let from = 0; from < records; from += groupRows) {
    const to = Math.min(records, from + groupRows);
    const group = columns.map((column) => column(from, to));
    await build.add(to - from, new Map(group.map((column) => [column.name, column])), kinds);
  }
}

/** A column is of numbers where all of its texts are some. */
function kindOf({ texts }: RunCells, key: string): GroupColumn["kind"] {
  const isNumber = ({ text }: { readonly text: string }): boolean => text === "" || cellNumber(text) !== undefined;
  return texts.get(key)?.every(isNumber) === false ? "text" : "number";
}

function groupsOf(look: RunCells, name: string, kind: GroupColumn["kind"]): GroupsOf {
  if (kind === "number" && (look.texts.get(name) ?? []).length === 0) {
    return numberGroups(look, name);
  }
  const text = cellTexts(look, name);
  return (from, to) => {
    const cells = Array.from({ length: to - from }, (_, row) => text(from + row) || null);
    return kind === "text"
      ? { name, kind, cells }
      : {
          name,
          kind,
          ...groupNumbers(cells.map((cell) => (cell === null ? null : (cellNumber(cell) ?? Number(cell))))),
        };
  };
}

/** The groups of a column without texts: its numbers as they are, or in as few digits as tell them from their neighbors. */
function numberGroups({ table, float32 }: RunCells, name: string): GroupsOf {
  const column = table.column(name);
  const shown = float32.has(name) ? (value: number): number => Number(numberText(value, true)) : null;
  let at = 0;
  return (from, to) => {
    const start = at;
    while (at < (column?.rows.length ?? 0) && (column?.rows[at] ?? to) < to) {
      at += 1;
    }
    const rows = column?.rows.subarray(start, at) ?? new Uint32Array();
    const values = column?.values.subarray(start, at) ?? new Float64Array();
    const isEverywhere = rows.length === to - from;
    return {
      ...{ name, kind: "number", rows: isEverywhere ? null : rows.map((row) => row - from) },
      values: shown === null ? values : values.map(shown),
    };
  };
}
