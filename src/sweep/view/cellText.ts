import { decimal } from "../../l10n.ts";
import type { Cell } from "../filter/expression.ts";
import { cellOf } from "../rows/cells.ts";
import type { ColumnInfo, RunRow } from "../rows/runRow.ts";

/** Decimals of a column's numbers; null where each is written as it is. */
export type Decimals = number | null;

/** Rows that say enough of a column's digits. */
const sampled = 500;

/** So many decimals that the middle one of a column's numbers shows three digits; none where all are whole. */
export function decimalsOf({ id, part }: ColumnInfo, rows: readonly RunRow[]): Decimals {
  if (part === "setting") {
    return null;
  }
  const sizes = rows
    .slice(0, sampled)
    .map((row) => cellOf(row, id))
    .filter((cell): cell is number => typeof cell === "number" && Number.isFinite(cell));
  if (sizes.every(Number.isInteger)) {
    return 0;
  }
  const middle = sizes.map(Math.abs).sort((one, other) => one - other)[sizes.length >> 1] ?? 0;
  return middle === 0 ? 3 : Math.min(6, Math.max(1, 2 - Math.floor(Math.log10(middle))));
}

/** A cell in words: numbers of a column with the same decimals and a real minus; an absent one is empty. */
export function cellText(cell: Cell, decimals: Decimals): string {
  return typeof cell === "number" ? numberText(cell, decimals) : cell === null ? "" : String(cell);
}

/** A difference with its sign. */
export function differenceText(difference: number, decimals: Decimals): string {
  const text = numberText(Math.abs(difference), decimals);
  return Number(difference.toFixed(decimals ?? 6)) < 0 ? `−${text}` : `+${text}`;
}

/** Past these a number with fixed decimals would be all digits or none. */
const large = 1e5;

/** A number of a column. */
export function numberText(value: number, decimals: Decimals): string {
  if (!Number.isFinite(value)) {
    return Number.isNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞";
  }
  return decimal(plain(value, decimals)).replaceAll("-", "−");
}

function plain(value: number, decimals: Decimals): string {
  const size = Math.abs(value);
  if (decimals === null) {
    return size !== 0 && (size >= 1e15 || size < 1e-5)
      ? value.toExponential().replace("e+", "e")
      : String(Number(value.toPrecision(12)));
  }
  const lost = value !== 0 && size < 0.5 * 10 ** -decimals;
  return size >= large || lost ? value.toExponential(2).replace("e+", "e") : value.toFixed(decimals);
}
