import type { Column, LogTable } from "./columns.ts";
import { csvHeader } from "./csvText.ts";
import type { KnownKeys } from "./keyTable.ts";
import { LineFraming, type LineSink } from "./lineFraming.ts";
import type { LineStart } from "./lineMarks.ts";
import type { BlockRecords } from "./logBlock.ts";
import type { LogProblem, LogProblemKind, LogProblems } from "./logProblem.ts";
import { ProblemList } from "./problemList.ts";
import { isBlank, RecordReader } from "./recordReader.ts";
import type { LineDefect } from "./readablePath.ts";
import type { CsvRows } from "./rowPieces.ts";
import { t } from "../text.ts";

export interface LogParserOptions {
  /** Whether CSV rows are made. */
  readonly csv: boolean;
  /** Longer lines are skipped and reported; 16 MiB where absent. */
  readonly maxLineBytes?: number;
  /** Whether text cells that a spreadsheet would take for a formula get an apostrophe. */
  readonly escapeFormulas?: boolean;
  /** How many bytes the log is thought to have, so that memory is set aside once and not again and again. */
  readonly expectedBytes?: number;
  /** Which columns keep their numbers: those of these keys, or all, as where absent. */
  readonly keep?: "all" | readonly string[];
}

/** Where a parser stands: all that later bytes of the log may depend on, and what was found so far. */
export interface ParserState {
  readonly pendingBytes: number;
  readonly records: number;
  readonly line: number;
  readonly skipping: boolean;
  readonly binary: boolean;
  readonly problems: LogProblems;
  /** In the order of the keys. */
  readonly columns: readonly Column[];
  readonly lineMarks: readonly [rows: Float64Array, lines: Float64Array];
}

const noRows = new Uint32Array();
const noValues = new Float64Array();

export const defaultMaxLineBytes = 16 * 1024 * 1024;

/** The rest of a log may hold a few more records a byte than its beginning. */
const spareRoom = 1.03;

/**
 * Bytes of a log in, records out: CSV rows and Float64 columns in one pass.
 *
 * Invariant: rows, columns and problems depend on the bytes alone, however they are cut into pieces. Everything up to
 * the last newline is done with; the beginning of a line is kept until its newline comes.
 */
export class LogParser {
  readonly #maxLineBytes: number;
  readonly #expectedBytes: number;
  #taken = 0;
  readonly #framing: LineFraming;
  readonly #reader: RecordReader;
  readonly #problems = new ProblemList();
  #line = 1;
  #binary = false;

  constructor(options: LogParserOptions) {
    const { csv, escapeFormulas = false, maxLineBytes = defaultMaxLineBytes, keep = "all" } = options;
    this.#maxLineBytes = maxLineBytes;
    this.#expectedBytes = options.expectedBytes ?? 0;
    this.#framing = new LineFraming(maxLineBytes, {
      lines: (lines) => this.#lines(lines),
      lineTooLong: () => this.#tooLong(),
      lineEnded: () => (this.#line += 1),
      began: (beginning) => this.#began(beginning),
    });
    const kept = keep === "all" ? null : new Set(keep);
    this.#reader = new RecordReader({
      csv,
      escapeFormulas,
      maxLineBytes,
      keep: (key) => kept === null || kept.has(key),
    });
  }

  /** Number of records so far, which is the number of CSV rows. */
  get records(): number {
    return this.#reader.store.records;
  }

  /** Flattened keys so far: the CSV's header. */
  get keys(): readonly string[] {
    return this.#reader.keys.columns;
  }

  /** What another parser has to know of the keys to read a block of this log: a view, which changes with them. */
  get knownKeys(): KnownKeys {
    return this.#reader.keys.known;
  }

  /** Where the line in hand starts, once `offset` bytes of the log were taken; null inside a line that is skipped. */
  lineStart(offset: number): LineStart | null {
    return this.#framing.skipping ? null : { line: this.#line, offset: offset - this.#framing.length };
  }

  /**
   * What has to be known to go on after a restart, or null where too little was read. The beginning of a line that has
   * not ended is left out: `pendingBytes` says how many bytes before the last one taken have to be given again.
   */
  save(): ParserState | null {
    if (!this.#framing.isReading) {
      return null;
    }
    const table = this.table();
    return {
      pendingBytes: this.#framing.length,
      records: this.records,
      line: this.#line,
      skipping: this.#framing.skipping,
      binary: this.#binary,
      problems: this.#problems.snapshot(),
      columns: table.keys.map((key) => table.column(key) ?? { key, rows: noRows, values: noValues, texts: 0 }),
      lineMarks: this.#reader.store.lineMarks(),
    };
  }

  /** Goes on from a state that was saved; only before the first byte. */
  restore(state: ParserState): void {
    this.#framing.goOn(state);
    this.#line = state.line;
    this.#binary = state.binary;
    this.#problems.restore(state.problems);
    this.#reader.keys.restore(state.columns.map(({ key }) => key));
    this.#reader.store.restore(state.records, state.columns, state.lineMarks);
  }

  /** Forgets the beginning of a line, whose bytes will be given again. */
  dropIncompleteLine(): void {
    this.#framing.drop();
  }

  /** Only whole lines from somewhere inside a log will come; `keys` are those of the lines before them. */
  beginBlock(keys: KnownKeys): void {
    this.#framing.goOn({ skipping: false });
    this.#reader.keys.takeUp(keys);
    this.#reader.expect(this.#expectedBytes);
  }

  /** What the lines of a block gave; null where they were not whole. */
  endBlock(): BlockRecords | null {
    const { store, keys } = this.#reader;
    return this.#framing.length > 0 || this.#framing.skipping
      ? null
      : {
          records: store.records,
          lines: this.#line - 1,
          keys: keys.columns,
          columns: store.block(),
          lineMarks: store.lineMarks(),
          problems: this.#problems.snapshot(),
          rows: this.takeRows(),
        };
  }

  /**
   * Takes up the block that follows the bytes taken so far. False, with nothing taken, where those end inside a line or
   * where its keys do not go on from the ones known by now.
   */
  takeBlock(block: BlockRecords): boolean {
    const { keys } = this.#reader;
    const known = Math.min(keys.columns.length, block.keys.length);
    const fits = block.keys.slice(0, known).every((key, column) => key === keys.columns[column]);
    if (!fits || !this.#framing.isReading || this.#framing.skipping || this.#framing.length > 0) {
      return false;
    }
    keys.restore(block.keys.slice(known));
    this.#reader.takeBlock(block, this.#line - 1);
    this.#problems.addAll(block.problems, this.#line - 1);
    this.#line += block.lines;
    return true;
  }

  /** Takes the next bytes of the log; they are not kept. */
  push(chunk: Uint8Array): void {
    this.#taken += chunk.length;
    this.#framing.push(chunk);
  }

  /** Gives back the memory that only the reading of many bytes needs; the next bytes may come at any time. */
  releaseMemory(): void {
    this.#framing.releaseMemory();
  }

  /** The log is over: a last line without its newline becomes a record, where that is asked for, or a problem. */
  end({ includeIncomplete }: { readonly includeIncomplete: boolean }): void {
    this.#framing.end();
    if (this.hasIncompleteLine) {
      const problem = includeIncomplete ? this.#readable(this.#framing.bytes()) : null;
      if (!includeIncomplete || problem !== null) {
        this.#problem("incomplete-line", problem?.column ?? null, incompleteReason(problem));
      }
    }
    this.#framing.drop();
  }

  /** The records so far; later ones do not change it. */
  table(): LogTable {
    return this.#reader.store.snapshot();
  }

  /**
   * What was wrong so far; later problems do not change it. `over`: the log is taken to have ended, so that a last line
   * without its newline is a problem.
   */
  problems({ over }: { readonly over: boolean } = { over: false }): LogProblems {
    const incomplete: LogProblem[] =
      over && this.hasIncompleteLine
        ? [{ kind: "incomplete-line", line: this.#line, column: null, reason: incompleteReason(null) }]
        : [];
    return this.#problems.snapshot([...incomplete, ...(this.#binary && this.records === 0 ? [binaryProblem()] : [])]);
  }

  /** The CSV row that the line in hand would give if its newline came now; null where it is no record of known keys. */
  incompleteRow(): Uint8Array | null {
    const { isReading, length } = this.#framing;
    return isReading && length > 0 ? this.#reader.rowOf(this.#framing.withNewline()) : null;
  }

  /** Whether the beginning of a line waits for its newline. */
  get hasIncompleteLine(): boolean {
    return !isBlank(this.#framing.bytes());
  }

  /** The CSV rows of the records since the last call: pieces, each with the number of columns that its rows have. */
  takeRows(): CsvRows[] {
    return this.#reader.takeRows();
  }

  /** The CSV's header as it is now; empty before the first record. */
  header(): Uint8Array {
    return this.records === 0 ? new Uint8Array() : csvHeader(this.#reader.keys.columns);
  }

  #lines(lines: Uint8Array): void {
    if (this.#taken < this.#expectedBytes) {
      this.#reader.growth = (this.#expectedBytes / this.#taken) * spareRoom;
    }
    this.#line = this.#reader.readLines(lines, this.#line, (from, to, line) =>
      this.#left(lines.subarray(from, to), line),
    );
  }

  #began({ nulls, encoding }: Parameters<LineSink["began"]>[0]): void {
    if (encoding === "utf-16") {
      this.#problems.add(utf16Problem());
    } else if (nulls > 0) {
      this.#problem("leading-nulls", 1, t("skipped {0} NUL bytes at the start of the log", nulls));
    }
  }

  /** A line that the kernel left. */
  #left(bytes: Uint8Array, line: number): void {
    this.#line = line;
    if (bytes.length > this.#maxLineBytes) {
      this.#tooLong();
      return;
    }
    const defect = this.#readable(bytes);
    if (defect !== null) {
      this.#problem("bad-line", defect.column, defect.reason);
    }
  }

  /** The readable path of a line; returns what is wrong with it, or null. */
  #readable(bytes: Uint8Array): LineDefect | null {
    const read = this.#reader.readLine(bytes, this.#line);
    if (read.kind === "bad") {
      this.#binary ||= read.binary;
      return read.defect;
    }
    if (read.kind === "record") {
      for (const { column, reason } of read.repeated) {
        this.#problem("duplicate-key", column, reason);
      }
    }
    return null;
  }

  #tooLong(): void {
    const limit = `${Math.round(this.#maxLineBytes / 1024)} KiB`;
    this.#problem("line-too-long", null, t("the line is longer than {0} and was skipped", limit));
  }

  #problem(kind: LogProblemKind, column: number | null, reason: string): void {
    this.#problems.add({ kind, line: this.#line, column, reason });
  }
}

function unreadable(reason: string): LogProblem {
  return { kind: "unreadable", line: null, column: null, reason };
}

function utf16Problem(): LogProblem {
  return unreadable(t("the log is UTF-16 text; a log is JSON Lines in UTF-8. Write it again as UTF-8"));
}

function binaryProblem(): LogProblem {
  return unreadable(t("the file holds binary bytes and not one record; a log is JSON Lines, one object a line"));
}

function incompleteReason(problem: { readonly reason: string } | null): string {
  return problem === null
    ? t("the last line has no newline, so it may not be whole")
    : t("the last line has no newline, so it may not be whole: {0}", problem.reason);
}
