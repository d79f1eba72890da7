import type { LogTable } from "../../log/columns/columns.ts";
import { RunSeries } from "../../series/runSeries.ts";
import type { FolderFacts } from "./folderFacts.ts";
import type { CheckedLog } from "./checkedLog.ts";
import type { Contract } from "../model/contract.ts";
import { LossGaps } from "./lossGaps.ts";
import { MetricTrack } from "./metricTrack.ts";
import { PairWatch } from "./pairWatch.ts";

/** Reads the new records of a table into the clock and the tracks of the metrics. */
export class LogReader {
  readonly #contract: Contract;
  readonly #tracks: ReadonlyMap<string, MetricTrack>;
  readonly #pairs: readonly PairWatch[];
  readonly #series: RunSeries;
  #gaps = new LossGaps();
  #longestGap = 0;
  #table: LogTable | null = null;

  constructor(contract: Contract) {
    const { names } = contract;
    this.#contract = contract;
    this.#tracks = new Map(
      [...contract.metrics].map(([metric, rule]) => {
        const countsSteps = rule.every.kind !== "batch" || metric === names.trainLoss;
        return [metric, new MetricTrack(metric, rule, countsSteps)];
      }),
    );
    this.#pairs = [...contract.metrics].flatMap(([metric, { derive }]) =>
      derive === null ? [] : [new PairWatch(metric, derive)],
    );
    this.#series = new RunSeries(contract, {
      onChunk: (chunk) => this.#tracks.forEach((track) => track.read(chunk, this.#table?.column(track.metric))),
      onFirstLoss: (row) => this.#tracks.forEach((track) => track.startBatches(row)),
      onFirstStep: (row) => this.#tracks.forEach((track) => track.startSteps(this.#series.clock, row)),
      onBack: (row, batch) => this.#tracks.forEach((track) => track.rewind(this.#series.clock, row, batch)),
    });
  }

  /** What has been read, for the checks; `lostLines` lines of the log could not be. */
  checked(table: LogTable, lostLines: number, folder: FolderFacts): CheckedLog {
    return {
      contract: this.#contract,
      table,
      lostLines,
      clock: this.#series.clock,
      tracks: this.#tracks,
      pairs: this.#pairs,
      diverged: this.#series.diverged(),
      longestGap: this.#longestGap,
      folder,
    };
  }

  /** Reads what is new in a table that goes on where the last one ended. */
  read(table: LogTable): void {
    this.#table = table;
    this.#series.read(table);
    this.#pairs.forEach((pair) => pair.read(table));
    this.#readGaps(table);
  }

  /** Reads the next records of a log of which not all are kept; `read` is given what is kept of all of them afterwards. */
  readWindow(window: LogTable): void {
    this.#table = window;
    this.#series.readRecords(window);
    this.#pairs.forEach((pair) => pair.read(window));
  }

  #readGaps(table: LogTable): void {
    if (table.stride !== undefined) {
      // What is kept of a long log stands for other stretches of it at every look.
      this.#gaps = new LossGaps();
      this.#longestGap = 0;
    }
    const [losses, times] = [table.column(this.#contract.names.trainLoss), table.column(this.#contract.names.time)];
    if (losses !== undefined && times !== undefined) {
      this.#gaps.read(losses, times, (_, seconds) => {
        this.#longestGap = Math.max(this.#longestGap, seconds);
      });
    }
  }
}
