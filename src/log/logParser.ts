import type { LogTable } from "./columns.ts";
import { csvHeader, csvRow, formulaEscaped } from "./csvText.ts";
import { flatten, type FlatCell } from "./flatten.ts";
import { JsonLineError, parseRecord, type JsonRecord } from "./jsonLine.ts";
import { KeyTable } from "./keyTable.ts";
import { LineBuffer } from "./lineBuffer.ts";
import type { LogProblem, LogProblemKind, LogProblems } from "./logProblem.ts";
import { LogStart, type LogBeginning } from "./logStart.ts";
import { ProblemList } from "./problemList.ts";
import { RecordLexer } from "./recordLexer.ts";
import { RecordStore } from "./recordStore.ts";
import { RowWriter } from "./rowWriter.ts";
import { firstInvalidUtf8 } from "./utf8.ts";

export interface LogParserOptions {
  /** Whether CSV rows are made. */
  readonly csv: boolean;
  /** Longer lines are skipped and reported; 16 MiB where absent. */
  readonly maxLineBytes?: number;
  /** Whether text cells that a spreadsheet would take for a formula get an apostrophe. */
  readonly escapeFormulas?: boolean;
  /** Which columns keep their numbers; all where absent. */
  readonly keep?: (key: string) => boolean;
}

/** CSV rows that have the same number of columns: those known when they were written. */
export interface CsvRows {
  readonly columns: number;
  readonly bytes: Uint8Array;
}

export const defaultMaxLineBytes = 16 * 1024 * 1024;

/** Pieces are taken in so small steps that they stay in the processor's cache. */
const pieceBytes = 64 * 1024;

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/**
 * Bytes of a log in, records out: CSV rows and Float64 columns in one pass.
 *
 * Invariant: rows, columns and problems depend on the bytes alone, however they are cut into pieces. Everything up to
 * the last newline is done with; the beginning of a line is kept until its newline comes.
 */
export class LogParser {
  readonly #csv: boolean;
  readonly #escapeFormulas: boolean;
  readonly #maxLineBytes: number;
  readonly #keys = new KeyTable();
  readonly #buffer = new LineBuffer();
  readonly #lexer = new RecordLexer(this.#keys, this.#buffer.bytes);
  readonly #rows: RowWriter;
  readonly #store: RecordStore;
  readonly #problems = new ProblemList();
  #pieces: CsvRows[] = [];
  #rowColumns = 0;
  #start: LogStart | null = new LogStart();
  #line = 1;
  #skipping = false;
  #unreadable = false;
  #binary = false;

  constructor(options: LogParserOptions) {
    this.#csv = options.csv;
    this.#escapeFormulas = options.escapeFormulas ?? false;
    this.#maxLineBytes = options.maxLineBytes ?? defaultMaxLineBytes;
    this.#rows = new RowWriter(this.#escapeFormulas);
    this.#store = new RecordStore(this.#keys.columns, options.keep ?? (() => true));
  }

  /** Number of records so far, which is the number of CSV rows. */
  get records(): number {
    return this.#store.records;
  }

  /** Flattened keys so far: the CSV's header. */
  get keys(): readonly string[] {
    return this.#keys.columns;
  }

  /** Takes the next bytes of the log; they are not kept. */
  push(chunk: Uint8Array): void {
    for (let at = 0; at < chunk.length && !this.#unreadable; at += pieceBytes) {
      this.#piece(chunk.subarray(at, at + pieceBytes));
    }
  }

  /** The log is over: a last line without its newline becomes a record, where that is asked for, or a problem. */
  end({ includeIncomplete }: { readonly includeIncomplete: boolean }): void {
    if (this.#start !== null) {
      this.#begin(this.#start, this.#start.end());
    }
    const { length } = this.#buffer;
    if (length > 0 && !isBlank(this.#buffer.bytes.subarray(0, length))) {
      const problem = includeIncomplete ? this.#readable(0, length) : null;
      if (!includeIncomplete || problem !== null) {
        this.#problem("incomplete-line", problem?.column ?? null, incompleteReason(problem));
      }
    }
    this.#buffer.drop(length);
  }

  /** The records so far; later ones do not change it. */
  table(): LogTable {
    return this.#store.snapshot();
  }

  /** What was wrong so far; later problems do not change it. */
  problems(): LogProblems {
    return this.#problems.snapshot(this.#binary && this.records === 0 ? [binaryProblem] : []);
  }

  /** The CSV rows of the records since the last call: pieces, each with the number of columns that its rows have. */
  takeRows(): CsvRows[] {
    this.#closePiece();
    const pieces = this.#pieces;
    this.#pieces = [];
    return pieces;
  }

  /** The CSV's header as it is now; empty before the first record. */
  header(): Uint8Array {
    return this.records === 0 ? new Uint8Array() : csvHeader(this.#keys.columns);
  }

  #piece(piece: Uint8Array): void {
    if (this.#start === null) {
      this.#bytes(piece);
      return;
    }
    const beginning = this.#start.push(piece);
    if (beginning !== null) {
      this.#begin(this.#start, beginning);
    }
  }

  #begin(start: LogStart, { rest, encoding }: LogBeginning): void {
    this.#start = null;
    if (encoding === "utf-16") {
      this.#unreadable = true;
      this.#problems.add(utf16Problem);
      return;
    }
    if (start.nulls > 0) {
      this.#problem("leading-nulls", 1, `skipped ${start.nulls} NUL bytes at the start of the log`);
    }
    this.#bytes(rest);
  }

  #bytes(piece: Uint8Array): void {
    const rest = this.#skipping ? this.#afterLongLine(piece) : piece;
    const searched = this.#buffer.length;
    if (this.#buffer.append(rest)) {
      this.#lexer.use(this.#buffer.bytes);
    }
    const end = this.#buffer.endOfLines(searched);
    for (let at = 0; at < end;) {
      at = this.#nextLine(at);
    }
    if (this.#buffer.drop(end)) {
      this.#lexer.use(this.#buffer.bytes);
    }
    if (this.#buffer.length > this.#maxLineBytes) {
      this.#tooLong();
      this.#skipping = true;
      if (this.#buffer.drop(this.#buffer.length)) {
        this.#lexer.use(this.#buffer.bytes);
      }
    }
  }

  #afterLongLine(piece: Uint8Array): Uint8Array {
    const newline = piece.indexOf(0x0a);
    if (newline === -1) {
      return piece.subarray(piece.length);
    }
    this.#skipping = false;
    this.#line += 1;
    return piece.subarray(newline + 1);
  }

  /** Reads the line at `at`; returns where the next one starts. */
  #nextLine(at: number): number {
    const fast = this.#lexer.record(at);
    if (fast !== -1 && fast - at - 1 <= this.#maxLineBytes) {
      this.#addRecord(fast - at);
      this.#line += 1;
      return fast;
    }
    const newline = this.#buffer.newlineFrom(at);
    if (newline - at > this.#maxLineBytes) {
      this.#tooLong();
    } else {
      const problem = this.#readable(at, newline);
      if (problem !== null) {
        this.#problem("bad-line", problem.column, problem.reason);
      }
    }
    this.#line += 1;
    return newline + 1;
  }

  #addRecord(lineLength: number): void {
    const { cells } = this.#lexer;
    this.#store.add(cells, this.#line);
    if (this.#csv) {
      this.#rows.row(cells, this.#buffer.view, { columns: this.#keys.columns.length, lineLength });
    }
  }

  /** The readable path of a line; returns what is wrong with it, or null. */
  #readable(start: number, end: number): { readonly column: number; readonly reason: string } | null {
    const bytes = this.#buffer.bytes.subarray(start, end);
    if (isBlank(bytes)) {
      return null;
    }
    const invalid = firstInvalidUtf8(bytes);
    if (invalid !== -1) {
      this.#binary ||= bytes.includes(0);
      const column = decoder.decode(bytes.subarray(0, invalid)).length + 1;
      return { column, reason: `found a byte (${hex(bytes[invalid])}) that is not UTF-8` };
    }
    try {
      this.#addReadable(parseRecord(decoder.decode(bytes)));
      return null;
    } catch (error) {
      if (!(error instanceof JsonLineError)) {
        throw error;
      }
      this.#binary ||= bytes.includes(0);
      return { column: error.at + 1, reason: error.message };
    }
  }

  #addReadable(record: JsonRecord): void {
    for (const { key, at } of record.repeated) {
      this.#problem("duplicate-key", at + 1, `the key ${JSON.stringify(key)} repeats; its last value counts`);
    }
    const cells = this.#lastOfEach(flatten(record.members, this.#keys));
    this.#store.addFlat(cells, this.#line);
    if (this.#csv) {
      this.#addTextRow(cells);
    }
  }

  /** Of two paths to one flattened key the last one counts. */
  #lastOfEach(cells: readonly FlatCell[]): readonly FlatCell[] {
    const last = new Map(cells.map((cell) => [cell.column, cell]));
    for (const cell of last.size === cells.length ? [] : cells) {
      if (last.get(cell.column) !== cell) {
        const key = this.#keys.columns[cell.column] ?? "";
        this.#problem("duplicate-key", null, `two paths lead to the key ${JSON.stringify(key)}; the last one counts`);
      }
    }
    return [...last.values()];
  }

  #addTextRow(cells: readonly FlatCell[]): void {
    this.#closePieceAt(this.#keys.columns.length);
    const texts = new Array<string>(this.#keys.columns.length).fill("");
    for (const { column, value } of cells) {
      texts[column] = this.#cellText(value);
    }
    this.#rows.text(csvRow(texts));
  }

  #cellText(value: FlatCell["value"]): string {
    if (value.kind === "empty") {
      return "";
    }
    return value.kind === "string" && this.#escapeFormulas ? formulaEscaped(value.text) : value.text;
  }

  /** From here on rows have this many columns. */
  #closePieceAt(columns: number): void {
    if (columns !== this.#rowColumns) {
      this.#closePiece();
      this.#rowColumns = columns;
    }
  }

  #closePiece(): void {
    if (this.#rows.length > 0) {
      this.#pieces.push({ columns: this.#rowColumns, bytes: this.#rows.take() });
    }
  }

  #tooLong(): void {
    const limit = `${Math.round(this.#maxLineBytes / 1024)} KiB`;
    this.#problem("line-too-long", null, `the line is longer than ${limit} and was skipped`);
  }

  #problem(kind: LogProblemKind, column: number | null, reason: string): void {
    this.#problems.add({ kind, line: this.#line, column, reason });
  }
}

const utf16Problem: LogProblem = {
  kind: "unreadable",
  line: null,
  column: null,
  reason: "the log is UTF-16 text; a log is JSON Lines in UTF-8. Write it again as UTF-8",
};

const binaryProblem: LogProblem = {
  kind: "unreadable",
  line: null,
  column: null,
  reason: "the file holds binary bytes and not one record; a log is JSON Lines, one object a line",
};

function incompleteReason(problem: { readonly reason: string } | null): string {
  const reason = "the last line has no newline, so it may not be whole";
  return problem === null ? reason : `${reason}: ${problem.reason}`;
}

function isBlank(line: Uint8Array): boolean {
  return line.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d);
}

function hex(byte: number | undefined): string {
  return `0x${(byte ?? 0).toString(16).padStart(2, "0")}`;
}
