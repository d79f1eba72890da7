import { t } from "../../l10n.ts";
import type { Cell } from "../filter/expression.ts";
import { columnName } from "../table/columnIds.ts";
import { compareCells } from "./compareCells.ts";
import { GroupSummary } from "./groupSummary.ts";
import type { ColumnInfo } from "../rows/runRow.ts";
import type { RowSurvey } from "./surveyRows.ts";
import type { TableLine } from "./tableLine.ts";
import type { TableView } from "./tableView.ts";
import { valueText } from "./valueText.ts";

interface Group {
  readonly key: string;
  readonly name: string;
  /** What it is sorted by where no column decides. */
  readonly value: Cell;
  readonly places: readonly number[];
  readonly summary: GroupSummary;
}

/** The key of the line above the runs that were taken out of all groups. */
const excludedKey = "/excluded";

/** Runs as lines, in groups inside each other. A place is that of a run in the survey. */
export class GroupTree {
  readonly #survey: RowSurvey;
  readonly #view: TableView;
  readonly #closed: ReadonlySet<string>;
  readonly #sortedBy: readonly { readonly column: ColumnInfo; readonly descending: boolean }[];

  constructor(survey: RowSurvey, columns: readonly ColumnInfo[], view: TableView) {
    this.#survey = survey;
    this.#view = view;
    this.#closed = new Set(view.closed);
    this.#sortedBy = view.sort.flatMap(({ column: id, descending }) => {
      const column = columns.find((one) => one.id === id);
      return column === undefined ? [] : [{ column, descending }];
    });
  }

  runs(places: readonly number[], depth: number): readonly TableLine[] {
    return places.flatMap((place): readonly TableLine[] => {
      const row = this.#survey.rows[place];
      return row === undefined ? [] : [{ kind: "run", row, depth }];
    });
  }

  /** Groups, and below them the runs that a person took out of them. */
  lines(places: readonly number[]): readonly TableLine[] {
    const { groupBy } = this.#view;
    if (groupBy.length === 0) {
      return this.runs(places, 0);
    }
    const { excluded: isOut } = this.#survey;
    const out = places.filter((place) => isOut[place] === 1);
    const own = out.length === 0 ? places : places.filter((place) => isOut[place] === 0);
    const groups = this.#groups(own, groupBy, { key: "", depth: 0 });
    const excluded = { key: excludedKey, name: t("Excluded by verdict"), value: null, places: out };
    return out.length === 0 ? groups : [...groups, ...this.#group({ ...excluded, summary: this.#summary([]) }, [], 0)];
  }

  #groups(
    places: readonly number[],
    [column, ...inner]: readonly string[],
    around: { readonly key: string; readonly depth: number },
  ): readonly TableLine[] {
    if (column === undefined) {
      return this.runs(places, around.depth);
    }
    const cells = this.#survey.byColumn.cells(column);
    const members = new Map<string, number[]>();
    for (const place of places) {
      const value = String(cells[place] ?? "");
      const group = members.get(value) ?? [];
      members.set(value, group);
      group.push(place);
    }
    const groups = [...members].map(([value, own]) => groupOf(column, value, { around: around.key, places: own }));
    const summed = groups.map((group) => ({ ...group, summary: this.#summary(group.places) }));
    return this.#sorted(summed).flatMap((group) => this.#group(group, inner, around.depth));
  }

  #group(group: Group, inner: readonly string[], depth: number): readonly TableLine[] {
    const { key, name, places, summary } = group;
    const open = !this.#closed.has(key);
    const line: TableLine = { kind: "group", key, name, depth, runs: places.length, open, summary };
    return open ? [line, ...this.#groups(places, inner, { key, depth: depth + 1 })] : [line];
  }

  #summary(places: readonly number[]): GroupSummary {
    const { configurationIds: configurations, byColumn: columns, sound: isSound, rows } = this.#survey;
    const sound = places.filter((place) => isSound[place] === 1);
    return new GroupSummary({ sound, configurations, columns, rows });
  }

  /** By the means of the first column that is sorted by and that groups have a mean of, else by their values. */
  #sorted(groups: readonly Group[]): readonly Group[] {
    const byValue = compareCells(false);
    const key = this.#sortedBy.find(({ column }) => groups.some(({ summary }) => summary.of(column) !== null));
    if (key === undefined) {
      return [...groups].sort((one, other) => byValue(one.value, other.value));
    }
    const compare = compareCells(key.descending);
    const meanOf = ({ summary }: Group): Cell => summary.of(key.column)?.mean ?? null;
    return [...groups].sort((one, other) => compare(meanOf(one), meanOf(other)) || byValue(one.value, other.value));
  }
}

function groupOf(
  column: string,
  value: string,
  { around, places }: { readonly around: string; readonly places: readonly number[] },
): Omit<Group, "summary"> {
  return {
    key: `${around}/${JSON.stringify([column, value])}`,
    name: `${columnName(column)} = ${value === "" ? "–" : valueText(column, value)}`,
    value: value !== "" && Number.isFinite(Number(value)) ? Number(value) : value,
    places,
  };
}
