import Papa from "papaparse";
import { t } from "../../l10n.ts";
import type { SettingValue } from "./sweepRow.ts";

/** The cells of a CSV as texts. */
export interface CsvTable {
  /** Names of its columns, each once; `run` is one of them. */
  readonly names: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A table that cannot be one of runs; the message is a sentence for people. */
export class RunsTableError extends Error {}

/** The cells of a CSV that is to be a table of runs. @throws {RunsTableError} where the text is none. */
export function parseCsvTable(text: string): CsvTable {
  const { data, errors } = Papa.parse<string[]>(text.replace(/^\uFEFF/, ""), { skipEmptyLines: "greedy" });
  const quote = errors.find(({ type }) => type === "Quotes");
  if (quote !== undefined) {
    const line = (quote.row ?? 0) + 1;
    throw new RunsTableError(t("Near row {0} of the table, a quote is misplaced or never closed.", line));
  }
  const [header = [], ...rows] = data;
  const names = header.map((name) => name.trim());
  if (!names.includes("run")) {
    throw new RunsTableError(t("The table has no column named run, the only one that is required."));
  }
  const seen = new Set<string>();
  const repeated = names.find((name) => seen.size === seen.add(name).size);
  if (repeated !== undefined) {
    throw new RunsTableError(t("The table has two columns named {0}.", repeated));
  }
  return { names, rows };
}

/** Whether the first line of a CSV is the header of a table of runs. */
export function hasRunColumn(header: string): boolean {
  const { data } = Papa.parse<string[]>(header.replace(/^\uFEFF/, ""));
  return data[0]?.some((name) => name.trim() === "run") === true;
}

/** A number as CSV files write it, NaN and infinities included; null for anything else. */
export function numberIn(text: string): number | null {
  if (/^[+-]?(?:nan|inf|infinity)$/i.test(text)) {
    return NaN;
  }
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text) ? Number(text) : null;
}

/** A setting as what its text says that it is. */
export function settingIn(text: string): SettingValue {
  if (text === "true" || text === "false") {
    return text === "true";
  }
  const value = numberIn(text);
  return value === null || !Number.isFinite(value) ? text : value;
}
