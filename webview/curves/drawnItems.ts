import type { Cell } from "../../src/sweep/filter/expression.ts";
import { columnName } from "../../src/sweep/table/columnIds.ts";
import { valueText } from "../../src/sweep/view/valueText.ts";
import { cellOf, isExcluded, isLost } from "../../src/sweep/rows/cells.ts";
import type { RunRow } from "../../src/sweep/rows/runRow.ts";
import type { Theme } from "../ui/theme.ts";
import { hue, valueColors, type ValueColors } from "../charts/valueColors.ts";
import type { DrawnItem } from "./curveLines.ts";

/** More runs than these are a solid area: the first ones are drawn, and the page says so. */
export const mostDrawn = 2_000;

/** What the charts draw, and what its colors mean. */
export interface DrawnItems {
  readonly items: readonly DrawnItem[];
  readonly legend: ValueColors["legend"];
}

/** What of a view decides what is drawn, and in which colors. */
export interface ItemsView {
  readonly groupBy: readonly string[];
  readonly meansOfGroups: boolean;
  readonly colorBy: string;
}

type Item = Omit<DrawnItem, "color"> & { readonly value: Cell };

/**
 * The runs that are drawn, each for itself, or by groups where the table is grouped and the person wants means. `colorBy`:
 * the column that colors them; empty for a color each.
 */
export function drawnItems(rows: readonly RunRow[], view: ItemsView, theme: Theme): DrawnItems {
  const { colorBy, groupBy, meansOfGroups } = view;
  const isGrouped = groupBy.length > 0 && meansOfGroups;
  const items = isGrouped ? groupsOf(rows, view) : rows.map((row) => itemOf(row, colorBy));
  if (colorBy === "") {
    return { items: items.map((item, i) => ({ ...item, color: hue(i, theme) })), legend: [] };
  }
  const colors = valueColors(
    items.map(({ value }) => value),
    theme,
  );
  return {
    items: items.map((item) => ({ ...item, color: colors.of(item.value) })),
    legend: colors.legend.map(({ value, color }) => ({ value: valueText(colorBy, value), color })),
  };
}

function itemOf(row: RunRow, colorBy: string): Item {
  const value = colorBy === "" ? null : cellOf(row, colorBy);
  return { key: row.log, name: row.run, logs: [row.log], isGroup: false, isLost: isLost(row), value };
}

/** Groups by the keys that the table has for them. Runs that diverged or were excluded are in no mean. */
function groupsOf(rows: readonly RunRow[], { groupBy, colorBy }: ItemsView): readonly Item[] {
  const groups = new Map<string, RunRow[]>();
  for (const row of rows.filter((one) => !isLost(one) && !isExcluded(one))) {
    const key = groupBy.reduce(
      (around, column) => `${around}/${JSON.stringify([column, String(cellOf(row, column) ?? "")])}`,
      "",
    );
    const group = groups.get(key) ?? [];
    groups.set(key, group);
    group.push(row);
  }
  return [...groups].map(([key, members]) => {
    const [first] = members;
    const name = groupBy.map((column) => `${columnName(column)} ${textOf(first, column)}`).join(", ");
    const values = new Set(members.map((row) => (colorBy === "" ? null : cellOf(row, colorBy))));
    const [value = null] = values.size === 1 ? values : [];
    return { key, name, logs: members.map(({ log }) => log), isGroup: true, isLost: false, value };
  });
}

function textOf(row: RunRow | undefined, column: string): string {
  const cell = row === undefined ? null : cellOf(row, column);
  return cell === null || cell === "" ? "–" : valueText(column, String(cell));
}
