import Papa from "papaparse";
import { t } from "../../l10n.ts";
import { measures, type Measure, type SettingValue, type SweepRow, type Verdict } from "./sweepRow.ts";

/** A table of runs that was read, and what is wrong with it. */
export interface RunsTable {
  readonly rows: readonly SweepRow[];
  /** Measures that the table has no column for: each costs its figures and nothing else. */
  readonly missing: readonly Measure[];
  /** What was read otherwise than it stands, in sentences. */
  readonly problems: readonly string[];
}

/** A table that cannot be one of runs; the message is a sentence for people. */
export class RunsTableError extends Error {}

/** The table's name of each measure. */
export const measureColumns: Readonly<Record<Measure, string>> = {
  bestVal: "best_val",
  alphaEarly: "alpha_early",
  alphaFull: "alpha_full",
  r2: "r2",
  knee: "knee",
  plateau: "plateau",
  noiseFloor: "noise_floor",
  tailPower: "tail_power",
};

export const settingPrefix = "config.";
export const modelPrefix = "aicc.";
export const windowPrefix = "window.";
/** More problems than this are counted, not listed. */
const mostProblems = 20;

/**
 * The runs of a CSV with the columns of `runs.csv`: `run`, `state`, `config.<key>`, measures, `aicc.<model>`,
 * `window.<start>-<end>`, `verdict`. Only `run` is needed; an empty cell is an absent value.
 * @throws {RunsTableError} where the text is no table of runs.
 */
export function readRunsTable(text: string): RunsTable {
  const { data, errors } = Papa.parse<string[]>(text.replace(/^\uFEFF/, ""), { skipEmptyLines: "greedy" });
  const quote = errors.find(({ type }) => type === "Quotes");
  if (quote !== undefined) {
    const line = (quote.row ?? 0) + 1;
    throw new RunsTableError(t("A quote is not closed or misplaced near row {0} of the table.", line));
  }
  const [header = [], ...body] = data;
  const names = header.map((name) => name.trim());
  if (!names.includes("run")) {
    throw new RunsTableError(t("The table has no column named run. The columns of runs.csv are expected."));
  }
  const repeated = names.find((name, i) => names.indexOf(name) !== i);
  if (repeated !== undefined) {
    throw new RunsTableError(t("The table has two columns named {0}.", repeated));
  }
  const reader = new RowReader(names);
  const rows = body.map((cells, i) => reader.read(cells, i + 2));
  const missing = measures.filter((measure) => !names.includes(measureColumns[measure]));
  return { rows, missing, problems: reader.problems };
}

class RowReader {
  readonly #names: readonly string[];
  readonly #problems: string[] = [];
  #unlisted = 0;

  constructor(names: readonly string[]) {
    this.#names = names;
  }

  get problems(): readonly string[] {
    return this.#unlisted === 0
      ? this.#problems
      : [...this.#problems, t("{0} more cells were not read.", this.#unlisted)];
  }

  read(cells: readonly string[], row: number): SweepRow {
    if (cells.length !== this.#names.length) {
      this.#report(t("Row {0} has {1} cells, the header {2}.", row, cells.length, this.#names.length));
    }
    const cell = new Map(this.#names.map((name, i) => [name, (cells[i] ?? "").trim()]));
    const number = (name: string): number | null => this.#number(cell.get(name) ?? "", { name, row });
    const part = (prefix: string): ReadonlyMap<string, number> =>
      new Map(
        this.#names
          .filter((name) => name.startsWith(prefix))
          .flatMap((name) => {
            const value = number(name);
            return value === null ? [] : [[name.slice(prefix.length), value] as const];
          }),
      );
    return {
      run: cell.get("run") ?? "",
      diverged: isLost(cell.get("state") ?? ""),
      verdict: verdictOf(cell.get("verdict") ?? ""),
      settings: this.#settings(cell),
      measures: Object.fromEntries(measures.map((measure) => [measure, number(measureColumns[measure])])) as Record<
        Measure,
        number | null
      >,
      aicc: part(modelPrefix),
      windows: part(windowPrefix),
    };
  }

  #settings(cell: ReadonlyMap<string, string>): ReadonlyMap<string, SettingValue> {
    const settings = new Map<string, SettingValue>();
    for (const [name, text] of cell) {
      if (name.startsWith(settingPrefix) && text !== "") {
        settings.set(name.slice(settingPrefix.length), settingValue(text));
      }
    }
    return settings;
  }

  #number(text: string, { name, row }: { readonly name: string; readonly row: number }): number | null {
    const value = numberOf(text);
    if (value === null && text !== "") {
      this.#report(t("Row {0}: {1} is not a number: {2}.", row, name, JSON.stringify(text.slice(0, 40))));
    }
    return value !== null && Number.isFinite(value) ? value : null;
  }

  #report(problem: string): void {
    if (this.#problems.length < mostProblems) {
      this.#problems.push(problem);
    } else {
      this.#unlisted += 1;
    }
  }
}

/** Whether a run in such a state has lost its loss for good. */
export function isLost(state: string): boolean {
  return state === "diverged" || state === "nan";
}

/** A number as CSV files write it, NaN and infinities included; null for anything else. */
function numberOf(text: string): number | null {
  if (/^[+-]?(?:nan|inf|infinity)$/i.test(text)) {
    return NaN;
  }
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text) ? Number(text) : null;
}

function settingValue(text: string): SettingValue {
  if (text === "true" || text === "false") {
    return text === "true";
  }
  const value = numberOf(text);
  return value === null || !Number.isFinite(value) ? text : value;
}

function verdictOf(text: string): Verdict | null {
  return text === "accept" || text === "exclude" || text === "rerun" ? text : null;
}
