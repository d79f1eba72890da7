import type { Cell } from "../filter/expression.ts";
import { isOfAnalysis, settingPrefix } from "../table/columnIds.ts";
import { otherSettingsColumn, otherSettingsIn } from "../table/otherSettings.ts";
import type { RunFacts } from "./exportedRun.ts";
import type { RunRow } from "./runRow.ts";

/** A column of a table of runs: a cell a run. */
export interface RowColumn {
  readonly name: string;
  readonly cells: readonly Cell[];
}

/** A table of runs, as merged parts and files of others have it. */
export interface RowTable {
  readonly columns: readonly RowColumn[];
  /** What the page calls each run's log, each once, and the shape of its training loss, where that is known. */
  readonly origins: readonly { readonly label: string; readonly spark?: string }[];
  readonly settings: { readonly replicate: readonly string[] | null };
}

/** Columns of a table of runs that are no cells of a row: they say which run it is. */
const ofRun: ReadonlySet<string> = new Set(["run", "log", "format", "state", "findings_error", "findings_warning"]);

/** The runs of a table as the page lists them. `nameOf`: a state in a word or two. */
export function partRows({ columns, origins, settings }: RowTable, nameOf: (state: string) => string): RunRow[] {
  const cells = new Map(columns.map(({ name, cells: all }) => [name, all]));
  const shown = columns.filter(({ name }) => !ofRun.has(name) && !isOfAnalysis(name) && name !== otherSettingsColumn);
  const text = (name: string, row: number): string => String(cells.get(name)?.[row] ?? "");
  const count = (name: string, row: number): number => Number(cells.get(name)?.[row] ?? 0);
  return origins.map(({ label }, row) => {
    const [run, state] = [text("run", row), text("state", row)];
    const findings = count("findings_error", row) + count("findings_warning", row);
    return {
      log: label,
      run,
      folder: run.split("/").slice(0, -1).join("/"),
      state,
      stateText: nameOf(state),
      stateReason: "",
      cells: {
        ...cellsOf(shown, row),
        ...otherCells(text(otherSettingsColumn, row)),
        ...gapOf(cells, row),
        ...(findings === 0 ? {} : { findings }),
      },
      sources: {},
      spark: [],
      replicate: settings.replicate,
    };
  });
}

interface PartFacts {
  readonly facts: RunFacts;
  /** What an analysis reads and no column shows. */
  readonly cells: RunRow["cells"];
}

/** What the rows of a table do not say of their runs. */
export function partFacts({ columns, origins }: RowTable): readonly PartFacts[] {
  const read = columns.filter(({ name }) => isOfAnalysis(name));
  const cells = new Map(columns.map(({ name, cells: all }) => [name, all]));
  const count = (name: string, row: number): number => Number(cells.get(name)?.[row] ?? 0);
  return origins.map(({ label }, row) => ({
    cells: cellsOf(read, row),
    facts: {
      log: label,
      format: String(cells.get("format")?.[row] ?? ""),
      findings: { error: count("findings_error", row), warning: count("findings_warning", row) },
    },
  }));
}

/** The cells that are not empty. */
function cellsOf(columns: readonly RowColumn[], row: number): Record<string, Cell> {
  const cells: Record<string, Cell> = {};
  for (const { name, cells: all } of columns) {
    const cell = all[row];
    if (cell !== null && cell !== undefined && cell !== "") {
      cells[name] = cell;
    }
  }
  return cells;
}

/** The settings that have no column in the table have one each in a row. */
function otherCells(text: string): Record<string, Cell> {
  const settings = text === "" ? null : otherSettingsIn(text);
  return Object.fromEntries([...(settings ?? [])].map(([key, value]) => [settingPrefix + key, value]));
}

function gapOf(cells: ReadonlyMap<string, RowColumn["cells"]>, row: number): Record<string, Cell> {
  const [train, val] = [cells.get("last_train")?.[row], cells.get("last_val")?.[row]];
  return typeof train === "number" && typeof val === "number" ? { gap: val - train } : {};
}
