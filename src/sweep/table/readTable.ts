import { t } from "../../l10n.ts";
import { numberIn, parseCsvTable, settingIn, type CsvTable } from "./csvTable.ts";
import { aiccPrefix, measureColumns, settingPrefix, windowPrefix } from "./columnIds.ts";
import { otherSettingsColumn, otherSettingsIn } from "./otherSettings.ts";
import { doubts, measures, stageOf, type Measure, type SettingValue, type SweepRow, type Verdict } from "./sweepRow.ts";

/** A table of runs that was read, and what is wrong with it. */
export interface RunsTable {
  readonly rows: readonly SweepRow[];
  /** Names of the columns that the table has none of: each costs its figures and nothing else. */
  readonly missing: readonly string[];
  /** What was read otherwise than it stands, in sentences. */
  readonly problems: readonly string[];
}

/** More problems than this are counted, not listed. */
const mostProblems = 20;

/**
 * The runs of a CSV with the columns of `runs.csv`: `run`, `state`, `config.<key>`, measures, `aicc.<model>`,
 * `window.<start>-<end>`, `verdict`. Only `run` is needed; an empty cell is an absent value.
 * @throws {RunsTableError} where the text is no table of runs.
 */
export function readRunsTable(text: string): RunsTable {
  return runsTableOf(parseCsvTable(text));
}

/** The same of a CSV that was parsed. */
export function runsTableOf({ names, rows }: CsvTable): RunsTable {
  const reader = new RowReader(names);
  return {
    rows: rows.map((cells, i) => reader.read(cells, i + 2)),
    missing: missingIn(names),
    problems: reader.problems,
  };
}

/** The columns that a table of runs has none of, a name for those that are several. */
function missingIn(names: readonly string[]): readonly string[] {
  const several = [
    [settingPrefix, "KEY"],
    [aiccPrefix, "MODEL"],
    [windowPrefix, "START-END"],
  ] as const;
  return [
    ...["state", ...measures.map((measure) => measureColumns[measure]), ...doubts].filter(
      (name) => !names.includes(name),
    ),
    ...several.filter(([prefix]) => !names.some((name) => name.startsWith(prefix))).map((parts) => parts.join("")),
  ];
}

/** What a table does not hold, or holds otherwise than it is read, in sentences. */
export function missingSentences({ missing, problems }: RunsTable): readonly string[] {
  const names = missing.join(", ");
  const absent =
    missing.length === 0 ? [] : [t("The table has no column named {0}, so figures that need it are left out.", names)];
  return [...absent, ...problems];
}

/** A column whose name has a prefix: the rest of it, and its place. */
interface NamedPart {
  readonly name: string;
  readonly column: string;
  readonly at: number;
}

class RowReader {
  readonly #names: readonly string[];
  readonly #places: ReadonlyMap<string, number>;
  readonly #settingParts: readonly NamedPart[];
  readonly #aiccParts: readonly NamedPart[];
  readonly #windowParts: readonly NamedPart[];
  readonly #problems: string[] = [];
  #unlisted = 0;

  constructor(names: readonly string[]) {
    const parts = (prefix: string): readonly NamedPart[] =>
      names.flatMap((column, at) =>
        column.startsWith(prefix) ? [{ name: column.slice(prefix.length), column, at }] : [],
      );
    this.#names = names;
    this.#places = new Map(names.map((name, at) => [name, at]));
    [this.#settingParts, this.#aiccParts, this.#windowParts] = [
      parts(settingPrefix),
      parts(aiccPrefix),
      parts(windowPrefix),
    ];
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
    const text = (name: string): string => cells[this.#places.get(name) ?? -1]?.trim() ?? "";
    const number = (name: string): number | null => this.#number(text(name), { name, row });
    const part = (names: readonly NamedPart[]): ReadonlyMap<string, number> =>
      new Map(
        names.flatMap(({ name, column, at }) => {
          const value = this.#number(cells[at]?.trim() ?? "", { name: column, row });
          return value === null ? [] : [[name, value] as const];
        }),
      );
    return {
      run: text("run"),
      diverged: isLost(text("state")),
      stage: stageOf(text("state")),
      verdict: verdictOf(text("verdict")),
      settings: this.#settings(cells, row),
      measures: Object.fromEntries(measures.map((measure) => [measure, number(measureColumns[measure])])) as Record<
        Measure,
        number | null
      >,
      doubts: new Map(
        doubts.flatMap((name) => {
          const value = number(name);
          return value === null ? [] : [[name, value] as const];
        }),
      ),
      aicc: part(this.#aiccParts),
      windows: part(this.#windowParts),
    };
  }

  #settings(cells: readonly string[], row: number): ReadonlyMap<string, SettingValue> {
    const settings = new Map<string, SettingValue>();
    for (const { name, at } of this.#settingParts) {
      const text = cells[at]?.trim() ?? "";
      if (text !== "") {
        settings.set(name, settingIn(text));
      }
    }
    const others = cells[this.#places.get(otherSettingsColumn) ?? -1]?.trim() ?? "";
    for (const [key, value] of others === "" ? [] : this.#otherSettings(others, row)) {
      settings.set(key, typeof value === "string" ? settingIn(value) : value);
    }
    return settings;
  }

  #otherSettings(text: string, row: number): ReadonlyMap<string, SettingValue> {
    const settings = otherSettingsIn(text);
    if (settings === null) {
      const start = JSON.stringify(text.slice(0, 40));
      this.#report(t("Row {0}: {1} is not a JSON object: {2}.", row, otherSettingsColumn, start));
    }
    return settings ?? new Map();
  }

  #number(text: string, { name, row }: { readonly name: string; readonly row: number }): number | null {
    const value = numberIn(text);
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

function verdictOf(text: string): Verdict | null {
  return text === "accept" || text === "exclude" || text === "rerun" ? text : null;
}
