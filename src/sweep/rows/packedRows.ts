import { at } from "../../numerics/at.ts";
import type { Cell } from "../filter/expression.ts";
import { smallCurveOf } from "../table/smallCurve.ts";
import type { RunRow } from "./runRow.ts";

/** Cells of many rows, column by column: a tenth of the text that the same rows are as objects. */
interface PackedCells {
  /** Ids of the columns that hold nothing but numbers, in the order of `numbers`. */
  readonly numeric: readonly string[];
  /** A column after the other; `absent` where a row has no cell. */
  readonly numbers: Float64Array;
  /** The other columns. */
  readonly others: readonly { readonly id: string; readonly cells: readonly Cell[] }[];
  /** The cells of columns that few rows have, one by one. */
  readonly few: FewCells;
}

/** Cells of columns that are nearly empty: of each cell its column, its row and its value. */
interface FewCells {
  readonly ids: readonly string[];
  /** Places among `ids`. */
  readonly columns: readonly number[];
  readonly rows: readonly number[];
  readonly cells: readonly Cell[];
}

/** A column of which fewer rows than one in so many have a cell is not packed as a whole: most of it would be nothing. */
const fewRows = 20;

/** Rows of runs whose sources are not known. */
export interface PackedRows extends PackedCells {
  readonly log: readonly string[];
  readonly run: readonly string[];
  readonly folder: readonly string[];
  readonly state: readonly string[];
  readonly stateText: readonly string[];
  readonly replicate: readonly string[] | null;
  /** The shapes of the small curves, as texts; empty where no row has one. */
  readonly sparks: readonly string[];
}

/** No run comes to this number; a column that has it is packed as it is. */
const absent = -Number.MAX_VALUE;

/**
 * Rows column by column. All have the same replicates, and nothing but cells besides their names and states. `sparks`: the
 * small curve of each row as a text (smallCurve.ts), which goes in place of its own.
 */
export function packRows(rows: readonly RunRow[], sparks: readonly string[] = []): PackedRows {
  return {
    log: rows.map(({ log }) => log),
    run: rows.map(({ run }) => run),
    folder: rows.map(({ folder }) => folder),
    state: rows.map(({ state }) => state),
    stateText: rows.map(({ stateText }) => stateText),
    replicate: rows[0]?.replicate ?? null,
    sparks: sparks.some((spark) => spark !== "") ? sparks : [],
    ...packCells(rows.map(({ cells }) => cells)),
  };
}

/** The rows again. */
export function unpackRows(packed: PackedRows): RunRow[] {
  const cells = unpackCells(packed, packed.log.length);
  return packed.log.map((log, row) => ({
    log,
    run: packed.run[row] ?? "",
    folder: packed.folder[row] ?? "",
    state: packed.state[row] ?? "",
    stateText: packed.stateText[row] ?? "",
    ...{ stateReason: "", sources: {}, replicate: packed.replicate },
    spark: smallCurveOf(packed.sparks[row] ?? ""),
    cells: cells[row] ?? {},
  }));
}

function packCells(cells: readonly RunRow["cells"][]): PackedCells {
  const counts = new Map<string, number>();
  const ids = new Map<string, boolean>();
  for (const own of cells) {
    for (const id in own) {
      const cell = own[id];
      counts.set(id, (counts.get(id) ?? 0) + 1);
      ids.set(id, (ids.get(id) ?? true) && typeof cell === "number" && cell !== absent);
    }
  }
  const few = fewCells(cells, new Set([...counts].flatMap(([id, n]) => (n * fewRows < cells.length ? [id] : []))));
  few.ids.forEach((id) => ids.delete(id));
  const numeric = [...ids].flatMap(([id, isNumeric]) => (isNumeric ? [id] : []));
  const numbers = new Float64Array(numeric.length * cells.length);
  numeric.forEach((id, column) =>
    cells.forEach((own, row) => (numbers[column * cells.length + row] = Number(own[id] ?? absent))),
  );
  const others = [...ids].flatMap(([id, isNumeric]) => (isNumeric ? [] : [id]));
  return { numeric, numbers, others: others.map((id) => ({ id, cells: cells.map((own) => own[id] ?? null) })), few };
}

function fewCells(all: readonly RunRow["cells"][], ids: ReadonlySet<string>): FewCells {
  const places = new Map([...ids].map((id, place) => [id, place]));
  const found = all.flatMap((own, row) =>
    Object.entries(own).flatMap(([id, cell]) => {
      const column = places.get(id);
      return column === undefined ? [] : [{ column, row, cell }];
    }),
  );
  return {
    ids: [...ids],
    columns: found.map(({ column }) => column),
    rows: found.map(({ row }) => row),
    cells: found.map(({ cell }) => cell),
  };
}

function unpackCells({ numeric, numbers, others, few }: PackedCells, rows: number): Record<string, Cell>[] {
  const all = Array.from({ length: rows }, (): Record<string, Cell> => ({}));
  // A row has its columns in the same order as all others, so that they are of one shape.
  numeric.forEach((id, column) =>
    all.forEach((cells, row) => {
      const value = at(numbers, column * rows + row);
      if (value !== absent) {
        cells[id] = value;
      }
    }),
  );
  for (const { id, cells: column } of others) {
    all.forEach((cells, row) => {
      const cell = column[row] ?? null;
      if (cell !== null) {
        cells[id] = cell;
      }
    });
  }
  few.cells.forEach((cell, at) => {
    const [cells, id] = [all[few.rows[at] ?? -1], few.ids[few.columns[at] ?? -1]];
    if (cells !== undefined && id !== undefined && cell !== null) {
      cells[id] = cell;
    }
  });
  return all;
}
