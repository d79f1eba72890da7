import type { JudgmentChange } from "../../src/sweep/verdicts/judgmentChange.ts";
import { columnName, metricPartPrefixes, metricPrefix } from "../../src/sweep/table/columnIds.ts";
import type { TableLine } from "../../src/sweep/view/tableLine.ts";
import type { TableLayout } from "../../src/sweep/view/layTable.ts";
import type { ColumnInfo, RunRow } from "../../src/sweep/rows/runRow.ts";
import { narrowest, widest, type TableView } from "../../src/sweep/view/tableView.ts";
import { t } from "../ui/text.ts";
import { columnTitle } from "./grid/columnTitles.ts";
import { judgeEntries } from "./judgeMenu.ts";
import type { MenuEntry } from "../ui/menu.ts";
import type { PromptQuestion } from "./textPrompt.ts";

/** What menus are made of, and what they do. */
export interface MenuContext {
  readonly view: () => TableView;
  readonly layout: () => TableLayout;
  readonly widthOf: (id: string) => number;
  change(view: Partial<TableView>): void;
  sort(id: string, descending: boolean, add: boolean): void;
  open(log: string): void;
  openLog(log: string): void;
  tick(logs: readonly string[], on: boolean): void;
  isTicked(log: string): boolean;
  ticked(): readonly string[];
  judge(logs: readonly string[], change: JudgmentChange): void;
  ask(question: PromptQuestion): void;
}

/** The menu of a column's head. */
export function columnMenu(context: MenuContext, id: string): readonly MenuEntry[] {
  const { columns, visible } = context.layout();
  const column = columns.find((one) => one.id === id);
  const place = visible.findIndex((one) => one.id === id);
  const isCurve = column?.kind === "curve";
  const resize = (by: number): void => {
    const width = Math.min(widest, Math.max(narrowest, context.widthOf(id) + by));
    context.change({ widths: { ...context.view().widths, [id]: width } });
  };
  return [
    { label: t("Sort ascending"), disabled: isCurve, act: () => context.sort(id, false, false) },
    { label: t("Sort descending"), disabled: isCurve, act: () => context.sort(id, true, false) },
    { label: t("Then sort by this, ascending"), disabled: isCurve, act: () => context.sort(id, false, true) },
    { label: t("Then sort by this, descending"), disabled: isCurve, act: () => context.sort(id, true, true) },
    null,
    groupEntry(context, id, column),
    { label: t("Hide this column"), disabled: id === "run", act: () => choose(context, id, false) },
    ...metricEntries(context, id),
    null,
    { label: t("Move left"), disabled: place <= 1, act: () => move(context, id, -1) },
    { label: t("Move right"), disabled: place < 1 || place === visible.length - 1, act: () => move(context, id, 1) },
    { label: t("Wider"), stays: true, act: () => resize(24) },
    { label: t("Narrower"), stays: true, act: () => resize(-24) },
  ];
}

/** The other columns of a metric: its lowest and highest value, whichever is better, and the mean of its last few. */
function metricEntries(context: MenuContext, id: string): readonly MenuEntry[] {
  const { columns, visible } = context.layout();
  const prefixes = [metricPrefix, ...metricPartPrefixes];
  if (!prefixes.some((prefix) => id.startsWith(prefix))) {
    return [];
  }
  const parts = prefixes
    .map((prefix) => prefix + columnName(id))
    .filter((part) => columns.some((one) => one.id === part));
  return [
    null,
    ...parts.map((part): MenuEntry => {
      const isShown = visible.some((one) => one.id === part);
      return {
        ...{ label: columnTitle(part), checked: isShown, stays: true, disabled: part === id },
        act: () => showNextTo(context, part, { other: id, isShown: !isShown }),
      };
    }),
  ];
}

/** Shows a column right behind another one, or hides it. */
function showNextTo(
  context: MenuContext,
  id: string,
  { other, isShown }: { readonly other: string; readonly isShown: boolean },
): void {
  choose(context, id, isShown);
  if (isShown) {
    moveNextTo(context, id, { other, before: false });
  }
}

function groupEntry(context: MenuContext, id: string, column: ColumnInfo | undefined): MenuEntry {
  const { groupBy } = context.view();
  const isGrouped = groupBy.includes(id);
  const can = column?.part === "setting" || ["state", "folder", "best_model", "verdict"].includes(id);
  return {
    label: t("Group by this"),
    checked: isGrouped,
    disabled: !can,
    act: () =>
      context.change({ groupBy: isGrouped ? groupBy.filter((one) => one !== id) : [...groupBy, id], closed: [] }),
  };
}

/** Shows or hides a column. */
function choose(context: MenuContext, id: string, isShown: boolean): void {
  context.change({ chosen: { ...context.view().chosen, [id]: isShown } });
}

function move(context: MenuContext, id: string, by: -1 | 1): void {
  const { visible } = context.layout();
  const other = visible[visible.findIndex((one) => one.id === id) + by];
  if (other !== undefined) {
    moveNextTo(context, id, { other: other.id, before: by < 0 });
  }
}

/** Puts a column right before or behind another one. */
export function moveNextTo(
  context: MenuContext,
  id: string,
  { other, before }: { readonly other: string; readonly before: boolean },
): void {
  const order = context
    .layout()
    .columns.map((column) => column.id)
    .filter((one) => one !== id);
  order.splice(order.indexOf(other) + (before ? 0 : 1), 0, id);
  context.change({ order });
}

/** What the table can be grouped by. */
export function groupMenu(context: MenuContext): readonly MenuEntry[] {
  const { groupBy } = context.view();
  const { columns, visible } = context.layout();
  const shown = new Set(visible.map(({ id }) => id));
  const ids = [
    ...columns.filter(({ id, part }) => part === "setting" && (shown.has(id) || groupBy.includes(id))),
    ...columns.filter(({ id }) => ["folder", "state", "best_model"].includes(id)),
  ].map(({ id }) => id);
  const toggle = (id: string): void =>
    context.change({
      groupBy: groupBy.includes(id) ? groupBy.filter((one) => one !== id) : [...groupBy, id],
      closed: [],
    });
  return [
    { label: t("No groups"), disabled: groupBy.length === 0, act: () => context.change({ groupBy: [], closed: [] }) },
    null,
    ...ids.map((id): MenuEntry => ({
      label: columnTitle(id),
      checked: groupBy.includes(id),
      act: () => toggle(id),
    })),
  ];
}

/** Columns to show and hide. */
export function columnsMenu(context: MenuContext): readonly MenuEntry[] {
  const { columns, visible } = context.layout();
  const shown = new Set(visible.map(({ id }) => id));
  const lines = (part: ColumnInfo["part"]): readonly MenuEntry[] =>
    columns
      .filter(({ id, part: of }) => of === part && id !== "run" && (shown.has(id) || !isMetricPart(id)))
      .map(({ id }) => ({
        label: columnTitle(id),
        checked: shown.has(id),
        stays: true,
        act: () => choose(context, id, !shown.has(id)),
      }));
  return [
    { label: t("Default columns"), act: () => context.change({ chosen: {}, order: [], widths: {} }) },
    null,
    ...lines("run"),
    ...(lines("setting").length > 0 ? [null, ...lines("setting")] : []),
    null,
    ...lines("result"),
  ];
}

/** Of each metric one line is enough: the menu of its column has the others. */
function isMetricPart(id: string): boolean {
  return metricPartPrefixes.some((prefix) => id.startsWith(prefix));
}

/** What can be done with a line. */
export function rowMenu(context: MenuContext, line: TableLine): readonly MenuEntry[] {
  const view = context.view();
  if (line.kind === "group") {
    const { key } = line;
    const logs = logsOf(context.layout(), key);
    return [
      {
        label: line.open ? t("Close group") : t("Open group"),
        act: () => context.change({ closed: toggled(view.closed, key) }),
      },
      { label: t("Select the runs of this group"), disabled: logs.length === 0, act: () => context.tick(logs, true) },
    ];
  }
  const { log, run } = line.row;
  const isBase = view.baseline === log;
  return [
    { label: t("Open review"), act: () => context.open(log) },
    { label: t("Open log"), act: () => context.openLog(log) },
    null,
    { label: t("Select"), checked: context.isTicked(log), act: () => context.tick([log], !context.isTicked(log)) },
    { label: t("Use as baseline"), checked: isBase, act: () => context.change({ baseline: isBase ? null : log }) },
    {
      label: t("Pin to top"),
      checked: view.pinned.includes(log),
      act: () => context.change({ pinned: toggled(view.pinned, log) }),
    },
    { label: t("Hide {0}", run), act: () => context.change({ hidden: [...view.hidden, log] }) },
    null,
    ...verdictMenu(context, line.row),
  ];
}

/** What can be said of a run, and of all ticked ones where it is one of them. */
export function verdictMenu(context: MenuContext, row: RunRow): readonly MenuEntry[] {
  return judgeEntries(context, row, context.isTicked(row.log) ? context.ticked() : [row.log]);
}

/** The runs of an open group: the lines behind it that lie deeper. */
function logsOf({ lines }: TableLayout, key: string): readonly string[] {
  const start = lines.findIndex((line) => line.kind === "group" && line.key === key);
  const depth = lines[start]?.depth ?? 0;
  const after = lines.slice(start + 1);
  const end = after.findIndex((line) => line.depth <= depth);
  return (end < 0 ? after : after.slice(0, end)).flatMap((line) => (line.kind === "run" ? [line.row.log] : []));
}

/** A list with one more, or without it. */
export function toggled(list: readonly string[], item: string): readonly string[] {
  return list.includes(item) ? list.filter((one) => one !== item) : [...list, item];
}

/** What a button of groups says is grouped by. */
export function groupNames({ groupBy }: TableView): string {
  return groupBy.map(columnName).join(", ");
}
