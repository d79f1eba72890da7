import Papa from "papaparse";
import type { LogProblem, LogProblems } from "../../log/records/logProblem.ts";
import { ProblemList } from "../../log/records/problemList.ts";
import { t } from "../../l10n.ts";
import type { ByteTaker } from "../growth/fileLook.ts";
import { TableBuilder, type TableOptions } from "../table/tableBuilder.ts";
import { readCell } from "./cells.ts";
import { columnNames, delimiterOf, namesColumns } from "./header.ts";
import { LineCutter } from "./lineCutter.ts";

/**
 * The rows of a CSV log, as far as its bytes came. Our own cutter gives Papa Parse whole rows, since that can neither go
 * on where it ended nor tell a row that is not whole.
 */
export class CsvRows implements ByteTaker {
  readonly #options: TableOptions;
  #builder: TableBuilder;
  #cutter = this.#newCutter();
  #problems = new ProblemList();
  #delimiter = ",";
  /** Column of each cell; null before the header. */
  #slots: number[] | null = null;
  #header: readonly string[] = [];
  /** 1-based, of the row that comes next. */
  #line = 1;
  /** Line of a last row that has no newline; null where there is none. */
  #incomplete: number | null = null;

  constructor({ texts, windows }: TableOptions) {
    this.#options = { texts, windows };
    this.#builder = new TableBuilder(this.#options);
  }

  restart(): void {
    this.#builder = new TableBuilder(this.#options);
    this.#cutter = this.#newCutter();
    this.#problems = new ProblemList();
    this.#slots = null;
    this.#line = 1;
    this.#incomplete = null;
  }

  push(bytes: Uint8Array): void {
    this.#cutter.push(bytes);
  }

  /** The file has ended: a last row without its newline counts, though it may be cut short. */
  end(): void {
    const line = this.#line;
    this.#incomplete = this.#cutter.end() ? line : this.#incomplete;
  }

  get builder(): TableBuilder {
    return this.#builder;
  }

  problems(): LogProblems {
    return this.#problems.snapshot(this.#incomplete === null ? [] : [incompleteRow(this.#incomplete)]);
  }

  #newCutter(): LineCutter {
    return new LineCutter(
      (text) => this.#read(text),
      (defect) => this.#defect(defect),
    );
  }

  #defect(defect: "not UTF-8" | "open quote"): void {
    if (defect === "open quote") {
      this.#report(t("a quote is never closed"));
      this.#line += 1;
    } else {
      this.#report(t("the text is not UTF-8"));
    }
  }

  #read(text: string): void {
    let rest = text;
    if (this.#slots === null) {
      rest = this.#withoutNulls(text).replace(/^\uFEFF/, "");
      this.#delimiter = delimiterOf(rest.slice(0, rest.indexOf("\n") + 1 || rest.length));
      this.#cutter.setDelimiter(this.#delimiter);
    }
    const quoted = rest.includes('"');
    const { data } = Papa.parse<string[]>(rest, { delimiter: this.#delimiter, newline: "\n" });
    if (rest.endsWith("\n")) {
      data.pop();
    }
    for (const row of data) {
      this.#take(row);
      this.#line += 1 + (quoted ? newlinesIn(row) : 0);
    }
  }

  #take(row: readonly string[]): void {
    if (row.every((cell) => cell.trim() === "")) {
      return;
    }
    if (row.some((cell) => cell.includes("\0"))) {
      this.#report(t("the row contains NUL bytes"));
    } else if (this.#slots === null) {
      this.#beginWithNames(row);
    } else if (this.#isHeader(row)) {
      this.#report(t("the header is repeated here: a second writer began to append"));
      this.#begin(row);
    } else if (row.slice(this.#slots.length).some((cell) => cell.trim() !== "")) {
      this.#report(t("the row has {0} cells, the header {1}", row.length, this.#slots.length));
    } else {
      this.#add(row, this.#slots);
    }
  }

  /** The file without the NUL bytes that it begins with, where a program emptied it under its writer. */
  #withoutNulls(text: string): string {
    const rest = text.replace(/^\0+/, "");
    if (rest.length < text.length && this.#line === 1) {
      const reason = t("skipped {0} NUL bytes at the start of the log", text.length - rest.length);
      this.#problems.add({ kind: "leading-nulls", line: 1, column: 1, reason, unit: "row" });
    }
    return rest;
  }

  /** Takes a first row for the header, unless it holds numbers alone: it is a row whose header was lost. */
  #beginWithNames(row: readonly string[]): void {
    if (row.every((cell) => typeof readCell(cell) !== "string")) {
      this.#report(t("there is no header above the row"));
    } else {
      this.#begin(row);
    }
  }

  #begin(header: readonly string[]): void {
    this.#header = header.map((cell) => cell.trim());
    this.#slots = columnNames(header).map((name) => this.#builder.slot(name));
  }

  /** Whether a row is the header again, or that of a writer that logs other columns. */
  #isHeader(row: readonly string[]): boolean {
    const [first = ""] = row;
    return (
      typeof readCell(first) === "string" &&
      namesColumns(row.map((cell) => cell.trim())) &&
      row.some((cell) => this.#header.includes(cell.trim()))
    );
  }

  #add(row: readonly string[], slots: readonly number[]): void {
    this.#builder.begin(this.#line);
    const length = Math.min(row.length, slots.length);
    for (let index = 0; index < length; index += 1) {
      const cell = readCell(row[index] ?? "");
      if (typeof cell === "number") {
        this.#builder.number(slots[index] ?? 0, cell);
      } else if (cell !== null) {
        this.#builder.text(slots[index] ?? 0, cell);
      }
    }
  }

  #report(reason: string): void {
    this.#problems.add({ kind: "bad-line", line: this.#line, column: null, reason, unit: "row" });
  }
}

/** Says that a log ends in a row that has no newline. `line`: 1-based. */
export function incompleteRow(line: number): LogProblem {
  const reason = t("the last line has no newline, so it may be incomplete");
  return { kind: "incomplete-line", line, column: null, reason, unit: "row" };
}

function newlinesIn(row: readonly string[]): number {
  return row.reduce((count, cell) => count + cell.split("\n").length - 1, 0);
}
