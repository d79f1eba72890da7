// One thread of the calibration: reviews the runs of the cells that it is given, one after the other.
import { parentPort } from "node:worker_threads";
import { cells } from "./cells.ts";
import { outcomeOf } from "./outcome.ts";

export interface CellTask {
  readonly index: number;
  readonly runs: number;
}

parentPort?.on("message", ({ index, runs }: CellTask) => {
  const cell = cells[index];
  if (cell !== undefined) {
    parentPort?.postMessage({ index, outcome: outcomeOf(cell, { runs, seed: index + 1 }) });
  }
});
