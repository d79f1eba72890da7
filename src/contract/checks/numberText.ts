import { loggedCount } from "../../log/columns/columns.ts";
import { roleNames } from "../../series/roles/role.ts";
import type { CheckedLog } from "../measure/checkedLog.ts";
import type { Finding } from "../model/finding.ts";

/** A metric whose numbers stand in quotes. */
interface Quoted {
  readonly metric: string;
  readonly quoted: number;
  readonly values: number;
  /** The first record with such a number; null where it is not known. */
  readonly row: number | null;
}

/**
 * Numbers that are written as text, such as `"0.31"`, of what the contract names: one finding for all such metrics. They
 * are read as numbers here, which not every tool does. NaN as text is what JSON has no number for, and has its own finding.
 */
export function checkNumberText(log: CheckedLog): Finding[] {
  const names = new Set([...roleNames.map((role) => log.contract.names[role]), ...log.contract.metrics.keys()]);
  const [first, ...others] = [...names].flatMap((name) => quotedIn(log, name) ?? []);
  if (first === undefined) {
    return [];
  }
  const { metric, quoted, values, row } = first;
  return [
    {
      code: "number-as-text",
      severity: "information",
      metric,
      line: row === null ? null : log.table.lineOf(row),
      column: null,
      count: quoted,
      facts: { values, others: others.map((other) => other.metric) },
    },
  ];
}

function quotedIn({ table, tracks }: CheckedLog, metric: string): Quoted | null {
  const column = table.column(metric);
  if (column?.quoted === undefined) {
    return null;
  }
  const values = loggedCount(column);
  const notFinite =
    tracks.get(metric)?.nonFinite.count ?? column.values.filter((value) => !Number.isFinite(value)).length;
  const quoted = column.quoted - notFinite;
  const isAll = column.quoted === values;
  return quoted <= 0 ? null : { metric, quoted, values, row: isAll ? (column.rows[0] ?? null) : null };
}
