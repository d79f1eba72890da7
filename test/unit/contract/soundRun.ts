import { expect } from "vitest";
import { builtInContract } from "../../../src/contract/model/builtIn.ts";
import type { Finding } from "../../../src/contract/model/finding.ts";
import { findingsOf, type LogRecord } from "./logTables.ts";
import { recordsOf, type SoundRun } from "./soundLogs.ts";

/** A run of twelve epochs of a hundred batches: step n is on line n + 1. */
export const soundRun: SoundRun = {
  firstStep: 0,
  steps: 1200,
  stepsPerEpoch: 100,
  epoch: "fraction",
  rare: "same",
  rareEpoch: true,
  offset: 0,
  noise: 0.05,
};

/** The records of that run, in which there is nothing to find. */
export const sound: readonly LogRecord[] = recordsOf(soundRun);

/** The sound records, each through `change`. */
export function changed(change: (record: LogRecord, row: number) => LogRecord): LogRecord[] {
  return sound.map(change);
}

/** A record without some metrics. */
export function without(record: LogRecord, ...metrics: readonly string[]): LogRecord {
  return Object.fromEntries(Object.entries(record).filter(([key]) => !metrics.includes(key)));
}

/** The only finding of records. */
export function only(records: readonly LogRecord[], contract = builtInContract): Finding | undefined {
  const findings = findingsOf(records, contract);
  expect(findings).toHaveLength(1);
  return findings[0];
}
