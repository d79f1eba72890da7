import { readCell } from "../csv/cells.ts";
import type { ByteTaker } from "../growth/fileLook.ts";
import type { Point } from "../table/points.ts";

const newline = 0x0a;

/**
 * The lines of a metric's file of MLflow: time in milliseconds, value, step; old versions wrote no step. A line of one
 * field was half written (mlflow/mlflow#3052) and is none.
 */
export class MetricLines implements ByteTaker {
  points: Omit<Point, "key">[] = [];
  #rest: Uint8Array = new Uint8Array();

  restart(): void {
    this.points = [];
    this.#rest = new Uint8Array();
  }

  push(piece: Uint8Array): void {
    const bytes = Buffer.concat([this.#rest, piece]);
    const end = bytes.lastIndexOf(newline) + 1;
    this.#read(bytes.toString("latin1", 0, end));
    this.#rest = new Uint8Array(bytes.subarray(end));
  }

  /** The file has ended: a last line without its newline counts. */
  end(): void {
    this.#read(Buffer.from(this.#rest).toString("latin1"));
    this.#rest = new Uint8Array();
  }

  #read(text: string): void {
    for (const line of text.split("\n")) {
      const [time, value, step = 0] = line.trim().split(/\s+/).map(readCell);
      if (typeof time === "number" && typeof value === "number" && typeof step === "number") {
        this.points.push({ time, value, step });
      }
    }
  }
}
