import type { Cell } from "../filter/expression.ts";
import { readFilter, type Filterable } from "../filter/filter.ts";
import { columnName, settingPrefix } from "../table/columnIds.ts";
import { grouped } from "../table/design.ts";
import { compareCells } from "./compareCells.ts";
import { summarize, type CellSummary } from "./groupSummary.ts";
import type { ColumnInfo, RunRow } from "./runRow.ts";
import type { SortKey, TableView } from "./tableView.ts";

/** A line of the table. */
export type TableLine =
  | {
      readonly kind: "group";
      /** Its values and those of the groups around it: what is remembered where it is closed. */
      readonly key: string;
      readonly name: string;
      readonly depth: number;
      readonly runs: number;
      readonly open: boolean;
      readonly summary: Readonly<Record<string, CellSummary>>;
    }
  | { readonly kind: "run"; readonly row: RunRow; readonly depth: number };

export interface Arranged {
  readonly lines: readonly TableLine[];
  /** Runs that pass the filter and are not hidden. */
  readonly shown: readonly RunRow[];
  /** Why the filter cannot be used, and where; null where it can. All runs are shown then. */
  readonly problem: { readonly message: string; readonly at: number } | null;
}

export interface ArrangeInput {
  /** In the order that ties keep. */
  readonly rows: readonly RunRow[];
  readonly columns: readonly ColumnInfo[];
  /** Those of them that groups are summed up by. */
  readonly summed: readonly ColumnInfo[];
  readonly view: TableView;
  /** The configuration that a run repeats. */
  readonly configurationOf: (row: RunRow) => string;
  /** All that plain words are looked for in. */
  readonly textOf: (row: RunRow) => string;
}

/** The lines of the table, from top to bottom: pinned runs, then groups or runs as filter, groups and order ask. */
export function arrange({ rows, columns, summed, view, configurationOf, textOf }: ArrangeInput): Arranged {
  const names = new Set(filterNames(columns));
  const filter = readFilter(view.filter, names);
  const hidden = new Set(view.hidden);
  const shown = rows.filter((row) => !hidden.has(row.log) && (!filter.ok || filter.passes(filterable(row, textOf))));
  const sorted = sortRows(shown, view.sort);
  const pinned = new Set(view.pinned);
  const top = sorted.filter(({ log }) => pinned.has(log));
  const rest = sorted.filter(({ log }) => !pinned.has(log));
  const closed = new Set(view.closed);
  const input = { columns: summed, configurationOf, closed, sort: view.sort };
  return {
    lines: [...top.map((row) => lineOf(row, 0)), ...groupLines(rest, view.groupBy, { ...input, key: "", depth: 0 })],
    shown,
    problem: filter.ok ? null : { message: filter.message, at: filter.at },
  };
}

/** The names that a filter may use: columns by their ids, and settings by their keys where no column is called so. */
export function filterNames(columns: readonly ColumnInfo[]): readonly string[] {
  const ids = columns.filter(({ kind }) => kind !== "curve").map(({ id }) => id);
  return [...new Set([...ids.filter((id) => id.startsWith(settingPrefix)).map(columnName), ...ids])];
}

/** The value that a filter means by a name: of the column that has that id, else of the setting that has that key. */
function namedCell(row: RunRow, name: string): Cell {
  return cellOf(row, name) ?? cellOf(row, settingPrefix + name);
}

/** The value of a row in a column. */
export function cellOf(row: RunRow, column: string): Cell {
  switch (column) {
    case "run":
      return row.run;
    case "folder":
      return row.folder;
    case "state":
      return row.state;
    default:
      return Object.hasOwn(row.cells, column) ? (row.cells[column] ?? null) : null;
  }
}

function filterable(row: RunRow, textOf: (row: RunRow) => string): Filterable {
  return {
    cell: (name) => namedCell(row, name),
    get text() {
      return textOf(row);
    },
  };
}

function lineOf(row: RunRow, depth: number): TableLine {
  return { kind: "run", row, depth };
}

/** A stable sort: rows that are alike keep the order that they had. */
function sortRows(rows: readonly RunRow[], sort: readonly SortKey[]): readonly RunRow[] {
  if (sort.length === 0) {
    return rows;
  }
  const orders = sort.map(({ column, descending }) => compareCells(column, descending));
  const keyed = rows.map((row) => ({ row, cells: sort.map(({ column }) => cellOf(row, column)) }));
  keyed.sort((one, other) => {
    for (let i = 0; i < orders.length; i++) {
      const order = orders[i]?.(one.cells[i] ?? null, other.cells[i] ?? null) ?? 0;
      if (order !== 0) {
        return order;
      }
    }
    return 0;
  });
  return keyed.map(({ row }) => row);
}

interface Grouping {
  readonly columns: readonly ColumnInfo[];
  readonly configurationOf: (row: RunRow) => string;
  readonly closed: ReadonlySet<string>;
  readonly sort: readonly SortKey[];
  readonly key: string;
  readonly depth: number;
}

function groupLines(rows: readonly RunRow[], groupBy: readonly string[], around: Grouping): readonly TableLine[] {
  const [column, ...inner] = groupBy;
  if (column === undefined) {
    return rows.map((row) => lineOf(row, around.depth));
  }
  const groups = [...grouped(rows, (row) => String(cellOf(row, column) ?? ""))].map(([value, members]) => {
    const key = `${around.key}/${JSON.stringify([column, value])}`;
    return { key, value, members, summary: summarize(members, around.columns, around.configurationOf) };
  });
  return sortGroups(groups, around.sort).flatMap(({ key, value, members, summary }) => {
    const open = !around.closed.has(key);
    const line: TableLine = {
      ...{ kind: "group", key, depth: around.depth, runs: members.length, open, summary },
      name: `${columnName(column)} = ${value === "" ? "–" : value}`,
    };
    return open ? [line, ...groupLines(members, inner, { ...around, key, depth: around.depth + 1 })] : [line];
  });
}

interface Group {
  readonly key: string;
  readonly value: string;
  readonly members: readonly RunRow[];
  readonly summary: Readonly<Record<string, CellSummary>>;
}

/** By the means of the first column that is sorted by and that groups have a mean of, else by their values. */
function sortGroups(groups: readonly Group[], sort: readonly SortKey[]): readonly Group[] {
  const key = sort.find(({ column }) => groups.some(({ summary }) => summary[column] !== undefined));
  const byValue = compareCells("", false);
  const valueOf = ({ value }: Group): Cell => (value !== "" && Number.isFinite(Number(value)) ? Number(value) : value);
  if (key === undefined) {
    return [...groups].sort((one, other) => byValue(valueOf(one), valueOf(other)));
  }
  const compare = compareCells("", key.descending);
  const meanOf = ({ summary }: Group): Cell => summary[key.column]?.mean ?? null;
  return [...groups].sort((one, other) => compare(meanOf(one), meanOf(other)) || byValue(valueOf(one), valueOf(other)));
}
