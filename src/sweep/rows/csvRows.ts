import type { Cell } from "../filter/expression.ts";
import { numberIn, settingIn, type CsvTable } from "../table/csvTable.ts";
import { isOfAnalysis, measureColumns, settingPrefix } from "../table/columnIds.ts";
import type { RowColumn, RowTable } from "./partRows.ts";

/** Columns that are numbers whatever a cell holds: what is none there is said, and left out. */
const measured: ReadonlySet<string> = new Set(Object.values(measureColumns));

/**
 * The runs of a CSV as the page lists them. A column that is no column of `runs.csv` is shown, too: as numbers where it holds
 * nothing else. Runs that have the same log, or no log and the same name, are told apart by their rows.
 */
export function csvRows({ names, rows }: CsvTable): RowTable {
  const texts = (at: number): readonly string[] => rows.map((row) => (row[at] ?? "").trim());
  const columns = names.map((name, at): RowColumn => ({ name, cells: cellsOf(name, texts(at)) }));
  const [logs, runs] = [names.indexOf("log"), names.indexOf("run")];
  const labels = texts(logs === -1 ? runs : logs);
  const seen = new Set<string>();
  const origins = labels.map((label, row) => {
    const isKnown = seen.has(label);
    seen.add(label);
    return { label: isKnown || label === "" ? `${label}#${row + 2}` : label };
  });
  return { columns, origins, settings: { replicate: null } };
}

function cellsOf(name: string, texts: readonly string[]): readonly Cell[] {
  if (name.startsWith(settingPrefix)) {
    return texts.map((text) => (text === "" ? null : settingIn(text)));
  }
  const isNumeric = measured.has(name) || isOfAnalysis(name) || texts.every((text) => text === "" || isNumber(text));
  return isNumeric && name !== "run" ? texts.map(numberIn) : texts.map((text) => (text === "" ? null : text));
}

function isNumber(text: string): boolean {
  return numberIn(text) !== null;
}
