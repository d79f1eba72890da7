import { t } from "../../l10n.ts";
import type { LogProblems } from "../../log/records/logProblem.ts";
import { ProblemList } from "../../log/records/problemList.ts";
import { readCell } from "../csv/cells.ts";
import { incompleteRow } from "../csv/csvRows.ts";
import type { ByteTaker } from "../growth/fileLook.ts";
import type { Point } from "../table/points.ts";

const newline = 0x0a;

/** A line that has not ended after so many bytes holds no value. */
const longestLine = 64 * 1024;

/**
 * The lines of a metric's file of MLflow: time in milliseconds, value, step; old versions wrote no step. A line of one
 * field was half written (mlflow/mlflow#3052) and is none.
 */
export class MetricLines implements ByteTaker {
  /** As the file is named. */
  readonly metric: string;
  points: Omit<Point, "key">[] = [];
  #problems = new ProblemList();
  #rest: Uint8Array = new Uint8Array();
  /** 1-based, of the line that comes next. */
  #line = 1;
  /** Inside a line that is left out. */
  #skipping = false;
  #incomplete = false;

  constructor(metric: string) {
    this.metric = metric;
  }

  restart(): void {
    this.points = [];
    this.#problems = new ProblemList();
    this.#rest = new Uint8Array();
    this.#line = 1;
    this.#skipping = false;
    this.#incomplete = false;
  }

  push(piece: Uint8Array): void {
    const skipped = this.#skipping ? piece.indexOf(newline) + 1 || piece.length : 0;
    this.#skipping &&= piece[skipped - 1] !== newline;
    const bytes = Buffer.concat([this.#rest, piece.subarray(skipped)]);
    const end = bytes.lastIndexOf(newline) + 1;
    this.#read(bytes.toString("latin1", 0, end));
    const rest = bytes.subarray(end);
    if (rest.length > longestLine) {
      this.#report();
      this.#line += 1;
      this.#skipping = true;
    }
    this.#rest = this.#skipping ? new Uint8Array() : new Uint8Array(rest);
  }

  /** The file has ended: a last line without its newline counts, though it may be cut short. */
  end(): void {
    this.#incomplete ||= this.#rest.length > 0;
    this.#read(Buffer.from(this.#rest).toString("latin1"));
    this.#rest = new Uint8Array();
  }

  problems(): LogProblems {
    return this.#problems.snapshot(this.#incomplete ? [incompleteRow(this.#line)] : []);
  }

  #read(text: string): void {
    const lines = text.split("\n");
    for (const line of lines) {
      this.#take(line.trim().split(/\s+/));
      this.#line += 1;
    }
    // What follows the last newline is the line that comes next.
    this.#line -= 1;
  }

  #take(fields: readonly string[]): void {
    const [time, value, step = 0] = fields.map(readCell);
    if (typeof time === "number" && typeof value === "number" && typeof step === "number") {
      this.points.push({ time, value, step });
    } else if (fields.length > 1 || fields[0]?.includes("\0") === true) {
      this.#report();
    }
  }

  #report(): void {
    const reason = t("the file of the metric {0} has a line without a time and a value", this.metric);
    this.#problems.add({ kind: "bad-line", line: this.#line, column: null, reason, unit: "row" });
  }
}
