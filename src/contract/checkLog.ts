import type { Column, LogTable } from "../log/columns.ts";
import type { LogProblems } from "../log/logProblem.ts";
import type { CheckedLog } from "./checkedLog.ts";
import type { Contract } from "./contract.ts";
import { checkDerivable } from "./derivable.ts";
import { checkDivergence, DivergenceWatch } from "./divergence.ts";
import { checkCadence } from "./epochOnly.ts";
import type { Finding } from "./finding.ts";
import { LogClock } from "./logClock.ts";
import { MetricTrack } from "./metricTrack.ts";
import { checkNonFinite } from "./nonFinite.ts";
import { checkPresence } from "./presence.ts";
import { checkRange } from "./range.ts";
import { checkRepeatedSteps } from "./repeatedSteps.ts";
import { checkText } from "./textProblems.ts";
import { checkUnits, PairWatch } from "./unitMismatch.ts";

/** Checks one log as it grows. */
export interface Checker {
  /**
   * The findings of the log as it now is. `table` must be the table of the last call, or one that goes on where it
   * ended: only what is new in it is read. A log that was rebuilt needs a new checker.
   */
  update(table: LogTable, problems: LogProblems): readonly Finding[];
}

export interface CheckInput {
  readonly table: LogTable;
  readonly problems: LogProblems;
  readonly contract: Contract;
  /** False for a run that is known to go on: a last line without its end is on its way then. True by default. */
  readonly ended?: boolean;
}

/** What a whole log lacks or does wrong by a contract. */
export function checkLog({ table, problems, contract, ended = true }: CheckInput): readonly Finding[] {
  const findings = createChecker(contract).update(table, problems);
  return ended ? findings : findings.filter((finding) => finding.code !== "incomplete-line");
}

const checks: readonly ((log: CheckedLog) => Finding[])[] = [
  checkPresence,
  checkDerivable,
  checkCadence,
  checkUnits,
  checkRange,
  checkNonFinite,
  checkRepeatedSteps,
  checkDivergence,
];

/** A checker for one log by one contract. Its memory does not grow with the log. */
export function createChecker(contract: Contract): Checker {
  const reader = new LogReader(contract);
  return {
    update(table, problems) {
      reader.read(table);
      const log = reader.checked(table);
      return [...checkText(problems), ...checks.flatMap((check) => check(log))];
    },
  };
}

/** A column, and how much of it has been read. */
interface Cursor {
  readonly track: MetricTrack | null;
  readonly key: string;
  column: Column | undefined;
  next: number;
  /** The value in the record being read; NaN where it has none. */
  value: number;
  present: boolean;
}

/** Reads the new records of a table, record by record, into the clock and the tracks of the metrics. */
class LogReader {
  readonly #contract: Contract;
  readonly #tracks: ReadonlyMap<string, MetricTrack>;
  readonly #pairs: readonly PairWatch[];
  readonly #divergence = new DivergenceWatch();
  readonly #clock = new LogClock();
  readonly #cursors: readonly Cursor[];
  readonly #step: Cursor;
  readonly #epoch: Cursor;
  readonly #loss: Cursor;
  #records = 0;
  /** A contract may ask for the loss less often than for other metrics; then it does not tell the batches. */
  readonly #lossCounts: boolean;
  #lossSeen = false;
  #batchStep = Number.NaN;

  constructor(contract: Contract) {
    this.#contract = contract;
    this.#tracks = new Map([...contract.metrics].map(([metric, rule]) => [metric, new MetricTrack(metric, rule)]));
    this.#pairs = [...contract.metrics].flatMap(([metric, { derive }]) =>
      derive === null ? [] : [new PairWatch(metric, derive)],
    );
    const { names } = contract;
    this.#lossCounts = (contract.metrics.get(names.trainLoss)?.every.kind ?? "batch") === "batch";
    const keys = new Set([...contract.metrics.keys(), names.step, names.epoch, names.trainLoss]);
    for (const pair of this.#pairs) {
      keys.add(pair.derivation.from);
    }
    const cursors = new Map([...keys].map((key) => [key, this.#cursor(key)]));
    this.#cursors = [...cursors.values()];
    this.#step = cursors.get(names.step) ?? this.#cursor(names.step);
    this.#epoch = cursors.get(names.epoch) ?? this.#cursor(names.epoch);
    this.#loss = cursors.get(names.trainLoss) ?? this.#cursor(names.trainLoss);
  }

  checked(table: LogTable): CheckedLog {
    return {
      contract: this.#contract,
      table,
      clock: this.#clock,
      tracks: this.#tracks,
      pairs: this.#pairs,
      divergence: this.#divergence,
    };
  }

  read(table: LogTable): void {
    for (const cursor of this.#cursors) {
      cursor.column = table.column(cursor.key);
    }
    for (let row = this.#records; row < table.records; row += 1) {
      this.#readRecord(row);
    }
    this.#records = table.records;
  }

  #cursor(key: string): Cursor {
    return { track: this.#tracks.get(key) ?? null, key, column: undefined, next: 0, value: Number.NaN, present: false };
  }

  #readRecord(row: number): void {
    for (const cursor of this.#cursors) {
      const { column, next } = cursor;
      cursor.present = column?.rows[next] === row;
      if (cursor.present) {
        cursor.value = column?.values[next] ?? Number.NaN;
        cursor.next = next + 1;
      }
    }
    const batch = this.#isBatch(row);
    this.#advance(row, batch);
    for (const { track, present, value } of this.#cursors) {
      if (present && track !== null) {
        track.add(value, row, this.#clock);
      }
    }
    if (this.#loss.present) {
      this.#divergence.add(this.#loss.value, row);
    }
    this.#comparePairs(row);
  }

  #advance(row: number, batch: boolean): void {
    const stepless = Number.isNaN(this.#clock.firstStep);
    const step = this.#step.present ? this.#step.value : Number.NaN;
    const epoch = this.#epoch.present ? this.#epoch.value : Number.NaN;
    const move = this.#clock.advance({ row, step, epoch, batch });
    if (stepless && this.#clock.stepSeen) {
      this.#tracks.forEach((track) => track.startSteps(this.#clock, row));
    }
    if (move === "back") {
      this.#tracks.forEach((track) => track.rewind(this.#clock, row, batch));
      this.#divergence.restart();
    }
  }

  /** A batch's record holds the training loss; until the log has one, each new step (or record) stands for a batch. */
  #isBatch(row: number): boolean {
    if (this.#lossCounts && this.#loss.present) {
      this.#startLoss(row);
      return true;
    }
    if (this.#lossSeen) {
      return false;
    }
    if (!this.#step.present) {
      return !this.#clock.stepSeen;
    }
    const isNew = this.#step.value !== this.#batchStep;
    this.#batchStep = this.#step.value;
    return isNew;
  }

  #startLoss(row: number): void {
    if (!this.#lossSeen) {
      this.#lossSeen = true;
      this.#clock.restartBatches();
      this.#tracks.forEach((track) => track.startBatches(row));
    }
  }

  #comparePairs(row: number): void {
    for (const pair of this.#pairs) {
      const derived = this.#tracks.get(pair.metric);
      const source = this.#tracks.get(pair.derivation.from);
      if (derived?.lastRow === row && source?.lastRow === row) {
        pair.add(row, source.lastValue, derived.lastValue);
      }
    }
  }
}
