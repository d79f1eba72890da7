import { columnName } from "../../../src/sweep/table/columnIds.ts";
import type { TableLine } from "../../../src/sweep/view/tableLine.ts";
import { cellOf, isExcluded, isLost, pathOf } from "../../../src/sweep/rows/cells.ts";
import { cellText, decimalsOf, differenceText, numberText, type Decimals } from "../../../src/sweep/view/cellText.ts";
import type { Cell } from "../../../src/sweep/filter/expression.ts";
import { verdicts } from "../../../src/sweep/table/sweepRow.ts";
import type { CellSummary } from "../../../src/sweep/view/groupSummary.ts";
import type { TableLayout } from "../../../src/sweep/view/layTable.ts";
import type { ColumnInfo, RunRow } from "../../../src/sweep/rows/runRow.ts";
import { valueText } from "../../../src/sweep/view/valueText.ts";
import { verdictState } from "../judgeMenu.ts";
import { counted, t } from "../../ui/text.ts";

/** What a cell shows. */
export interface CellView {
  readonly text: string;
  /** Stands muted behind the text: an epoch, an interval, a spread, a difference. */
  readonly note: string;
  readonly title: string;
  readonly best: boolean;
  /** Whether a setting is another than the baseline's. */
  readonly differs: boolean;
}

const empty: CellView = { text: "", note: "", title: "", best: false, differs: false };

/** Puts the cells of a layout into words; the digits of a column are the same in all of its rows. */
export class CellViews {
  readonly #layout: TableLayout;
  readonly #decimals = new Map<string, Decimals>();

  constructor(layout: TableLayout) {
    this.#layout = layout;
    layout.visible.forEach((column) => this.#decimals.set(column.id, decimalsOf(column, layout.shown)));
  }

  of(line: TableLine, column: ColumnInfo): CellView {
    const decimals = this.#decimals.get(column.id) ?? null;
    return line.kind === "group"
      ? summaryView(line.summary.of(column), column, decimals)
      : this.#ofRun(line.row, column, decimals);
  }

  #ofRun(row: RunRow, column: ColumnInfo, decimals: Decimals): CellView {
    if (column.kind === "curve") {
      return empty;
    }
    const cell = cellOf(row, column.id);
    const text = wordsOf(row, column.id, cellText(cell, decimals));
    const { baseline, best } = this.#layout;
    const isBest = typeof cell === "number" && cell === best.get(column.id) && !isLost(row) && !isExcluded(row);
    const isBase = baseline === null || baseline.log === row.log;
    return {
      text,
      note: [boundsText(row, column.id, decimals), isBase ? "" : difference(row, baseline, { column, decimals })]
        .filter((part) => part !== "")
        .join(" "),
      title: isBest ? t("{0}, the best of the shown runs", text) : titleOf(row, column, text),
      best: isBest,
      differs: !isBase && column.part === "setting" && cell !== cellOf(baseline, column.id),
    };
  }
}

/** What stands in a cell: states, models and verdicts by their names. */
function wordsOf(row: RunRow, id: string, text: string): string {
  switch (id) {
    case "state":
      return row.stateText;
    case "verdict": {
      const verdict = verdicts.find((one) => one === text);
      return verdict === undefined ? text : verdictState(verdict);
    }
    default:
      return valueText(id, text);
  }
}

/** The epoch or the interval of a result. */
function boundsText(row: RunRow, id: string, decimals: Decimals): string {
  const epoch = cellOf(row, `${id}_epoch`);
  if (typeof epoch === "number") {
    return `(${numberText(Math.round(epoch * 10) / 10, null)})`;
  }
  const [low, high] = [cellOf(row, `${id}_low`), cellOf(row, `${id}_high`)];
  return typeof low === "number" && typeof high === "number"
    ? `[${numberText(low, decimals)}, ${numberText(high, decimals)}]`
    : "";
}

interface Compared {
  readonly column: ColumnInfo;
  readonly decimals: Decimals;
}

/** How far a result is from the baseline's; nothing where neither end is better or one of them has none. */
function difference(row: RunRow, baseline: RunRow, { column, decimals }: Compared): string {
  const [own, other] = [cellOf(row, column.id), cellOf(baseline, column.id)];
  const has = column.part === "result" && typeof own === "number" && typeof other === "number";
  return has && Number.isFinite(own - other) ? differenceText(own - other, decimals) : "";
}

function titleOf(row: RunRow, { id, part }: ColumnInfo, text: string): string {
  if (part === "setting") {
    const source = row.sources[id];
    return text === "" || source === undefined ? "" : t("{0} = {1}, from {2}", columnName(id), text, source);
  }
  if (id === "verdict") {
    return textOf(row.cells["reason"]);
  }
  return id === "state" && row.stateReason !== "" ? row.stateReason : id === "run" ? pathOf(row) : text;
}

function textOf(cell: Cell | undefined): string {
  return typeof cell === "string" ? cell : "";
}

function summaryView(summary: CellSummary | null, { better }: ColumnInfo, decimals: Decimals): CellView {
  if (summary === null) {
    return empty;
  }
  const { n, mean, sd, spreadOf, best } = summary;
  const runs = counted(n, ["Mean of {0} run", "Mean of {0} runs"]);
  const spread =
    sd === null
      ? runs
      : spreadOf === "replicates"
        ? t("{0}; ± is the standard deviation over its replicates", runs)
        : t("{0}, replicates averaged first; ± is the standard deviation over configurations", runs);
  return {
    text: numberText(mean, decimals),
    note: sd === null ? "" : `± ${numberText(sd, decimals)}`,
    title: best === null || better === null ? `${spread}.` : t("{0}. Best: {1}.", spread, numberText(best, decimals)),
    best: false,
    differs: false,
  };
}
