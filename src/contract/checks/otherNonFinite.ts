import type { Column, LostNumbers } from "../../log/columns/columns.ts";
import type { CheckedLog } from "../measure/checkedLog.ts";
import type { Finding } from "../model/finding.ts";
import { plainNumber } from "../model/findingFacts.ts";
import { forGood } from "../measure/runOutcome.ts";

/** A key whose last values are no finite numbers. */
interface LostKey {
  readonly key: string;
  /** Record of the first of these values, that value, and how many they are. */
  readonly row: number;
  readonly value: number;
  readonly count: number;
}

/** So many values before the lost ones tell whether NaN stands for "no value" in a column. */
const fewestBefore = 20;

/**
 * Keys that the contract does not know and that were finite and then turned NaN or infinite for good: one finding for all
 * of them, none where the loss of the contract turned so no later, whose own finding tells of it. A log under other names
 * than the contract's is lost as much as any. Columns that hold NaN wherever there is no value are left alone.
 */
export function checkOtherNonFinite(log: CheckedLog): Finding[] {
  const { table, tracks, contract } = log;
  const loss = tracks.get(contract.names.trainLoss)?.nonFinite;
  const told = loss !== undefined && loss.count > 0 ? loss.firstRow : Infinity;
  const [first, ...others] = table.keys
    .flatMap((key) => (tracks.has(key) ? [] : (lostKey(log, key) ?? [])))
    .filter(({ row }) => row < told)
    .sort((one, other) => one.row - other.row || Number(isLoss(other.key)) - Number(isLoss(one.key)));
  if (first === undefined) {
    return [];
  }
  return [
    {
      code: "non-finite",
      severity: "warning",
      metric: first.key,
      line: table.lineOf(first.row),
      column: null,
      count: first.count,
      facts: {
        written: "number",
        value: plainNumber(first.value),
        ...{ stretches: 1, longest: first.count, lasting: true, lost: true },
        others: others.map(({ key }) => key),
      },
    },
  ];
}

function isLoss(key: string): boolean {
  return /loss/i.test(key);
}

/** Null for a key whose last values are finite, or that was not finite all along just before they were lost. */
function lostKey({ table }: CheckedLog, key: string): LostKey | null {
  const column = table.column(key);
  const lost = column === undefined ? null : column.thinned === undefined ? lostIn(column) : column.thinned.lost;
  if (lost === null || lost.count < forGood) {
    return null;
  }
  const { row, value, count, before } = lost;
  // A loss that was lost at once was finite for no longer, but then all the rest of the run says so.
  const fewest = isLoss(key) && count >= fewestBefore ? 1 : forGood;
  const wasSound = before.length >= fewest && before.every(Number.isFinite);
  return wasSound ? { key, row, value, count } : null;
}

/** The last numbers of a column, where they are not finite; null where the last one is. */
function lostIn({ rows, values }: Column): LostNumbers | null {
  const from = values.findLastIndex(Number.isFinite) + 1;
  const count = values.length - from;
  const before = values.subarray(Math.max(0, from - Math.max(count, fewestBefore)), from);
  return count === 0 ? null : { row: rows[from] ?? 0, value: values[from] ?? Number.NaN, count, before };
}
