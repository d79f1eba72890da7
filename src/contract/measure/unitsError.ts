import type { Column, LogTable } from "../../log/columns/columns.ts";
import { bitsPerNat } from "../model/builtIn.ts";
import type { Contract } from "../model/contract.ts";

/** Deviations up to this are what arithmetic in single precision leaves. */
export const unitsTolerance = 1e-6;

/**
 * The largest |bits ln 2 / nats - 1| over the records that hold a loss in both units, as the contract derives one from the
 * other; 0 where half a unit of the last digit that was written explains it. Null where no record has both.
 */
export function unitsError(table: LogTable, { metrics }: Contract): number | null {
  let largest: number | null = null;
  for (const [metric, { derive }] of metrics) {
    const isUnit = derive !== null && Math.abs(derive.scale / bitsPerNat - 1) < 1e-3;
    const [nats, bits] = isUnit ? [table.column(derive.from), table.column(metric)] : [undefined, undefined];
    if (nats !== undefined && bits !== undefined) {
      const own = largestError(nats, bits);
      largest = own === null ? largest : Math.max(largest ?? 0, own);
    }
  }
  return largest;
}

function largestError(nats: Column, bits: Column): number | null {
  let largest = -1;
  let from = 0;
  let other = 0;
  while (from < nats.rows.length && other < bits.rows.length) {
    const [row, otherRow] = [nats.rows[from] ?? 0, bits.rows[other] ?? 0];
    if (row === otherRow) {
      largest = Math.max(largest, errorOf(nats.values[from] ?? NaN, bits.values[other] ?? NaN));
    }
    from += row <= otherRow ? 1 : 0;
    other += otherRow <= row ? 1 : 0;
  }
  return largest < 0 ? null : largest;
}

/** -1 for a pair that cannot be compared. */
function errorOf(nats: number, bits: number): number {
  const expected = nats * bitsPerNat;
  if (!Number.isFinite(expected) || !Number.isFinite(bits) || expected === 0) {
    return -1;
  }
  const error = Math.abs(bits - expected);
  const relative = error / Math.abs(expected);
  const isRounding = relative > unitsTolerance && error <= halfDigit(bits) + halfDigit(nats) * bitsPerNat;
  return isRounding ? 0 : relative;
}

/** Half a unit of the last digit of a number as it is written in short. */
function halfDigit(value: number): number {
  const [, decimals = "", exponent = "0"] = /^-?\d+(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value)) ?? [];
  return 0.5 * 10 ** (Number(exponent) - decimals.length);
}
