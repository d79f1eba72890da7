import type { ColumnId } from "../model/axisIds.ts";
import { firstDifference, type PanelColumn } from "./panelColumns.ts";

/** What a panel wants of a run: a column, and how many of its values the panel has already. */
export interface ColumnWant {
  readonly id: ColumnId;
  readonly have: number;
}

/** The end of a column on its way to a panel: its values from index `from` on, which take the place of what was there. */
export interface ColumnPart {
  readonly id: ColumnId;
  readonly from: number;
  /** Records of the values; null where value i of the whole column is of record i. */
  readonly rows: Uint32Array | null;
  readonly values: Float64Array;
}

/** What is new in a column since it was sent; null where nothing is. */
export function partSince(id: ColumnId, now: PanelColumn, sent: PanelColumn | null): ColumnPart | null {
  const from = sent === null ? 0 : firstDifference(now, sent);
  if (sent !== null && from === now.values.length && from === sent.values.length) {
    return null;
  }
  return { id, from, rows: now.rows?.subarray(from) ?? null, values: now.values.subarray(from) };
}
