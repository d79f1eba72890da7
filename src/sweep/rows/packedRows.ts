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
}

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
  const ids = new Map<string, boolean>();
  for (const own of cells) {
    for (const id in own) {
      const cell = own[id];
      ids.set(id, (ids.get(id) ?? true) && typeof cell === "number" && cell !== absent);
    }
  }
  const numeric = [...ids].flatMap(([id, isNumeric]) => (isNumeric ? [id] : []));
  const numbers = new Float64Array(numeric.length * cells.length);
  numeric.forEach((id, column) =>
    cells.forEach((own, row) => (numbers[column * cells.length + row] = Number(own[id] ?? absent))),
  );
  const others = [...ids].flatMap(([id, isNumeric]) => (isNumeric ? [] : [id]));
  return { numeric, numbers, others: others.map((id) => ({ id, cells: cells.map((own) => own[id] ?? null) })) };
}

function unpackCells({ numeric, numbers, others }: PackedCells, rows: number): Record<string, Cell>[] {
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
  return all;
}
