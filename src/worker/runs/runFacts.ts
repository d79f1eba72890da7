import type { Contract } from "../../contract/model/contract.ts";
import type { Finding } from "../../contract/model/finding.ts";
import type { LogTable } from "../../log/columns/columns.ts";
import { positionOf, type Position } from "../../series/position.ts";
import { wallColumn } from "../../series/wallTime.ts";

/** What is shown of a run without a panel: all that its columns are needed for until somebody opens it. */
export interface RunFacts {
  readonly records: number;
  readonly position: Position;
  /** The last times that its records say, in seconds; empty where they say none. */
  readonly seconds: Float64Array;
  /** When the log was written last, in milliseconds since 1970. */
  readonly modified: number;
  /** Whether the run had stopped by then. */
  readonly stopped: boolean;
  /** As the checks gave them, before any severities. */
  readonly found: readonly Finding[];
}

/** Times of its last records that tell whether a run goes on. */
const recentTimes = 20;

/** Of a run that was not looked at yet. */
export const noFacts: RunFacts = {
  records: 0,
  position: { clock: "record", value: null },
  seconds: new Float64Array(),
  modified: 0,
  stopped: false,
  found: [],
};

/** What a log says of itself, read off the ends of its columns. */
export function logFacts(
  { table, modified }: { readonly table: LogTable; readonly modified: number },
  contract: Contract,
): Omit<RunFacts, "stopped" | "found"> {
  const { records } = table;
  return { records, modified, position: positionOf(table, contract.names), seconds: times(table, contract) };
}

/** The last times that a log says, in seconds. */
function times(table: LogTable, { names }: Contract): Float64Array {
  return wallColumn(table, names.time)?.values.subarray(-recentTimes) ?? noFacts.seconds;
}
