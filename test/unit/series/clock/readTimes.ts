import { builtInContract } from "../../../../src/contract/model/builtIn.ts";
import { readClock, type ClockReading } from "../../../../src/series/clock/clock.ts";
import { tableOf, type LogRecord } from "../../review/tableOf.ts";

/** The times of a log. */
interface Read {
  readonly rule: ClockReading["rule"];
  /** Of the records with a training loss, and of all. */
  readonly t: readonly number[];
  readonly all: readonly number[];
}

/** Reads a log by the clock, with the built-in names. */
export function read(records: readonly LogRecord[]): Read {
  const table = tableOf(records);
  const { rule, timesAt } = readClock(table, builtInContract);
  const rows = table.column("loss_train_nats")?.rows ?? new Uint32Array();
  return { rule, t: [...timesAt(rows)], all: [...timesAt(Uint32Array.from(records.keys()))] };
}
