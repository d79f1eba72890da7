import { parquetBytes, type ParquetColumn } from "../../log/parquet/parquetBytes.ts";
import type { CurveBin } from "./curves.ts";
import type { RunColumn } from "./runColumns.ts";
import type { SettingValue } from "./sweepRow.ts";
import type { SweepRun } from "./sweepRun.ts";
import { tableColumns } from "./tableColumns.ts";

/** What a file says of itself besides its rows. */
export type FileNotes = Readonly<Record<string, string>>;

/** The table of some runs as Parquet: the columns of runs.csv, a row a run. */
export function runsParquet(runs: readonly SweepRun[], notes: FileNotes): Uint8Array {
  return parquetBytes(
    tableColumns(runs).map((column) => typedColumn(column, runs.map(column.cell))),
    notes,
  );
}

/** A column of cells, those of another type than the column's absent. */
export function typedColumn(
  { name, kind }: Pick<RunColumn, "name" | "kind">,
  cells: readonly (SettingValue | null)[],
): ParquetColumn {
  switch (kind) {
    case "text":
      return { name, kind, cells: cells.map((value) => (value === null ? null : String(value))) };
    case "boolean":
      return { name, kind, cells: cells.map((value) => (typeof value === "boolean" ? value : null)) };
    case "number":
    case "whole":
      return { name, kind, cells: cells.map((value) => (typeof value === "number" ? value : null)) };
  }
}

/** So many rows of curves are read where one run is drawn: those of about fifty runs. */
const curveGroupRows = 20_000;

/** The curves of some runs as Parquet: a row a bin of a metric of a run. */
export function curvesParquet(bins: readonly CurveBin[], notes: FileNotes): Uint8Array {
  const text = (name: string, cells: readonly string[]): ParquetColumn => ({ name, kind: "text", cells });
  const number = (name: string, cells: readonly (number | null)[]): ParquetColumn => ({ name, kind: "number", cells });
  return parquetBytes(
    [
      text(
        "run",
        bins.map(({ run }) => run),
      ),
      text(
        "role",
        bins.map(({ role }) => role),
      ),
      text(
        "metric",
        bins.map(({ metric }) => metric),
      ),
      number(
        "t",
        bins.map(({ t }) => t),
      ),
      number(
        "mean",
        bins.map(({ mean }) => mean),
      ),
      number(
        "mean_log",
        bins.map(({ meanLog }) => meanLog),
      ),
      number(
        "min",
        bins.map(({ min }) => min),
      ),
      number(
        "max",
        bins.map(({ max }) => max),
      ),
      { name: "n", kind: "whole", cells: bins.map(({ n }) => n) },
    ],
    notes,
    curveGroupRows,
  );
}
