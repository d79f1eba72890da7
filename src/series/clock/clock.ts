import type { LogTable } from "../../log/columns/columns.ts";
import type { Clock, ClockContract, ClockNames } from "./clockNames.ts";
import type { ClockRule } from "./clockRule.ts";
import { placeRecords } from "./recordTimes.ts";
import { trainingRecords, type TrainingRecords, type TrainingTimes } from "./trainingRecords.ts";
import { trainingTimes } from "./trainingTimes.ts";

/** What `t` is for the records of a run. */
export interface ClockReading {
  readonly clock: Clock;
  /** Name of the column that it is read off; null where it counts records. */
  readonly key: string | null;
  /** How it is read off. */
  readonly rule: ClockRule;
  /** t of each of the given records (increasing rows); NaN where the log does not say. */
  readonly timesAt: (rows: Uint32Array) => Float64Array;
}

/**
 * The clock of a run, read off the records that hold the training loss: epochs completed where the log holds them, else
 * steps, else records (`trainingTimes` has the rules). Other records never move it: see `placeRecords`.
 */
export function readClock(table: LogTable, contract: ClockContract): ClockReading {
  const records = trainingRecords(table, contract);
  const times = trainingTimes(table, contract.names, records);
  const key = { epoch: contract.names.epoch, step: contract.names.step, record: null }[times.clock];
  return {
    clock: times.clock,
    key,
    rule: times.rule,
    timesAt: (rows) => timesAt(rows, { table, names: contract.names, records, times }),
  };
}

interface Read {
  readonly table: LogTable;
  readonly names: ClockNames;
  readonly records: TrainingRecords;
  readonly times: TrainingTimes;
}

function timesAt(rows: Uint32Array, { table, names, records, times }: Read): Float64Array {
  if (times.clock === "record") {
    return Float64Array.from(rows, (row) => row + 1);
  }
  return rows === records.rows ? times.t : placeRecords(rows, { table, names, records, times });
}
