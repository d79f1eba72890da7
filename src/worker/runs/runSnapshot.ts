import { emptyLosses, runLosses, type RunLosses } from "../../contract/measure/runLosses.ts";
import { emptyOutcome, type RunOutcome } from "../../contract/measure/runOutcome.ts";
import type { Contract } from "../../contract/model/contract.ts";
import type { Finding } from "../../contract/model/finding.ts";
import type { LogTable } from "../../log/columns/columns.ts";
import { positionOf, type Position } from "../../series/clock/position.ts";
import { signsOf, type LogSigns } from "../../run/liveness.ts";
import type { PlannedLength } from "../../contract/measure/folderFacts.ts";
import type { RunLife } from "../../run/runState.ts";

/**
 * What is shown of a run without a panel: all that its columns are needed for until somebody opens it. Invariant: `found`
 * was found in the state that `life` says, so that no reader of one can contradict a reader of the other.
 */
export interface RunSnapshot extends LogSigns {
  readonly position: Position;
  readonly losses: RunLosses;
  /** How it fared at the last check. */
  readonly outcome: RunOutcome;
  /** What was planned, as it was read for the last check; null where nobody asked yet. */
  readonly planned: PlannedLength | null;
  /** The run's state at the last check; null before the first, and of a log that is there but cannot be read. */
  readonly life: RunLife | null;
  /** As the checks gave them, before any severities. */
  readonly found: readonly Finding[];
}

/** Of a run that was not read yet. */
export const emptySnapshot: RunSnapshot = {
  records: 0,
  position: { clock: "record", value: null },
  seconds: new Float64Array(),
  modified: 0,
  losses: emptyLosses,
  outcome: emptyOutcome,
  planned: null,
  life: null,
  found: [],
};

/** What a log says of itself, read off the ends of its columns. */
export function logPart(
  { table, modified }: { readonly table: LogTable; readonly modified: number },
  contract: Contract,
): LogSigns & Pick<RunSnapshot, "position" | "losses"> {
  return {
    ...signsOf(table, modified, contract),
    position: positionOf(table, contract.names),
    losses: runLosses(table, contract),
  };
}
