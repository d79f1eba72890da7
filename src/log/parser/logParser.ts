import type { Column, LogTable } from "../columns/columns.ts";
import { csvHeader } from "../records/csvText.ts";
import { KeyTable, type KnownKeys } from "../records/keyTable.ts";
import { LineFraming, type LineSink } from "./lineFraming.ts";
import type { LeftOut } from "../records/leftOut.ts";
import type { LineStart } from "./lineMarks.ts";
import type { LineKernel } from "../records/lineKernel.ts";
import { LineReader } from "../records/lineReader.ts";
import type { BlockRecords } from "../columns/logBlock.ts";
import type { LogProblem, LogProblems } from "../records/logProblem.ts";
import { isBlank, RecordReader } from "../records/recordReader.ts";
import { RecordStore } from "../columns/recordStore.ts";
import { RowChunks, type CsvRows } from "../records/rowChunks.ts";
import { t } from "../../l10n.ts";

export interface LogParserOptions {
  /** What lines are read with. */
  readonly kernel: LineKernel;
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
  /** Values under more keys than this are left out; none where absent. */
  readonly mostKeys?: number | undefined;
}

/** Where a parser stands: all that later bytes of the log may depend on, and what was found so far. */
export interface ParserState {
  readonly pendingBytes: number;
  readonly records: number;
  readonly line: number;
  readonly skipping: boolean;
  readonly binary: boolean;
  /** Values that were left out, since there were too many keys before theirs. */
  readonly leftOut: number;
  readonly problems: LogProblems;
  /** In the order of the keys. */
  readonly columns: readonly Column[];
  readonly lineMarks: readonly [rows: Float64Array, lines: Float64Array];
}

const noRows = new Uint32Array();
const noValues = new Float64Array();

export const defaultMaxLineBytes = 16 * 1024 * 1024;

/**
 * Bytes of a log in, records out: CSV rows and Float64 columns in one pass.
 *
 * Invariant: rows, columns and problems depend on the bytes alone, however they are cut into pieces. Everything up to
 * the last newline is done with; the beginning of a line is kept until its newline comes.
 */
export class LogParser {
  readonly #framing: LineFraming;
  readonly #keys: KeyTable;
  readonly #store: RecordStore;
  #rows: RowChunks | null;
  readonly #reader: RecordReader;
  readonly #lines: LineReader;
  #recordsTaken = 0;

  constructor(options: LogParserOptions) {
    const { kernel, csv, escapeFormulas = false, maxLineBytes = defaultMaxLineBytes, keep = "all" } = options;
    const kept = keep === "all" ? null : new Set(keep);
    this.#keys = new KeyTable((key) => kept === null || kept.has(key), options.mostKeys);
    this.#store = new RecordStore(this.#keys, options.expectedBytes ?? 0);
    this.#rows = csv ? new RowChunks() : null;
    const stores = { keys: this.#keys, sink: this.#store, rows: this.#rows };
    this.#reader = new RecordReader({ kernel, ...stores, escapeFormulas, maxLineBytes });
    this.#lines = new LineReader(this.#reader, maxLineBytes);
    this.#framing = new LineFraming(maxLineBytes, {
      lines: (lines) => this.#lines.read(lines),
      lineTooLong: () => this.#lines.reportTooLong(),
      lineEnded: () => (this.#lines.line += 1),
      began: (beginning) => this.#began(beginning),
    });
  }

  /** Number of records so far, which is the number of CSV rows. */
  get records(): number {
    return this.#recordsTaken + this.#store.records;
  }

  /** How many numbers of the records are kept, of all columns. */
  get numbers(): number {
    return this.#store.numbers;
  }

  /** What was left out, since there were too many keys; null where nothing was. */
  get leftOut(): LeftOut | null {
    return this.#keys.leftOut;
  }

  /** Flattened keys so far: the CSV's header. */
  get keys(): readonly string[] {
    return this.#keys.columns;
  }

  /** What another parser has to know of the keys to read a block of this log: a view, which changes with them. */
  get knownKeys(): KnownKeys {
    return this.#keys.known;
  }

  /** Where the line in hand starts, once `offset` bytes of the log were taken; null inside a line that is skipped. */
  lineStart(offset: number): LineStart | null {
    return this.#framing.skipping ? null : { line: this.#lines.line, offset: offset - this.#framing.length };
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
      line: this.#lines.line,
      skipping: this.#framing.skipping,
      binary: this.#lines.binary,
      leftOut: this.#keys.valuesLeftOut,
      problems: this.#lines.problems.snapshot(),
      columns: table.keys.map((key) => table.column(key) ?? { key, rows: noRows, values: noValues, texts: 0 }),
      lineMarks: this.#store.lineMarks(),
    };
  }

  /** Goes on from a state that was saved; only before the first byte. */
  restore(state: ParserState): void {
    this.#framing.goOn(state);
    this.#lines.line = state.line;
    this.#lines.binary = state.binary;
    this.#lines.problems.restore(state.problems);
    this.#keys.valuesLeftOut = state.leftOut;
    this.#keys.restore(state.columns.map(({ key }) => key));
    this.#store.restore(state.records, state.columns, state.lineMarks);
  }

  /** Forgets the beginning of a line, whose bytes will be given again. */
  dropIncompleteLine(): void {
    this.#framing.drop();
  }

  /**
   * Takes up the block that follows the bytes taken so far. False, with nothing taken, where those end inside a line or
   * where its keys do not go on from the ones known by now, or are too many. Its rows are among those that `takeRows` gives next, in the
   * block's own memory.
   */
  takeBlock(block: BlockRecords): boolean {
    const keys = this.#keys;
    const known = Math.min(keys.columns.length, block.keys.length);
    const fits = block.keys.slice(0, known).every((key, column) => key === keys.columns[column]);
    const hasRoom = keys.hasRoomFor(block.keys.length - known);
    if (!fits || !hasRoom || !this.#framing.isReading || this.#framing.skipping || this.#framing.length > 0) {
      return false;
    }
    keys.restore(block.keys.slice(known));
    const before = this.#lines.line - 1;
    this.#store.addBlock(block, before);
    block.rows.forEach((rows) => this.#rows?.addPiece(rows));
    this.#lines.problems.addAll(block.problems, before);
    this.#lines.line += block.lines;
    return true;
  }

  /** Takes the next bytes of the log; they are not kept. */
  push(chunk: Uint8Array): void {
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
      const problem = includeIncomplete ? this.#lines.readOne(this.#framing.bytes()) : null;
      if (!includeIncomplete || problem !== null) {
        this.#lines.report("incomplete-line", problem?.column ?? null, incompleteReason(problem));
      }
    }
    this.#framing.drop();
  }

  /** Forgets the numbers of the records so far, but not the records: tables that were given do not hold any more. */
  dropNumbers(): void {
    this.#store.drop();
  }

  /** The records so far, but for those that were taken; later ones do not change it. */
  table(): LogTable {
    return this.#store.snapshot();
  }

  /** The records since the last call, which are not kept here any longer: their table counts from the first of them. */
  takeTable(): LogTable {
    this.#recordsTaken = this.records;
    return this.#store.take();
  }

  /**
   * What was wrong so far; later problems do not change it. `over`: the log is taken to have ended, so that a last line
   * without its newline is a problem.
   */
  problems({ over }: { readonly over: boolean } = { over: false }): LogProblems {
    const incomplete: LogProblem[] =
      over && this.hasIncompleteLine
        ? [{ kind: "incomplete-line", line: this.#lines.line, column: null, reason: incompleteReason(null) }]
        : [];
    const binary = this.#lines.binary && this.records === 0 ? [binaryProblem()] : [];
    return this.#lines.problems.snapshot([...incomplete, ...binary]);
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
    return this.#rows?.take() ?? [];
  }

  /** Whether CSV rows are made. */
  get makesRows(): boolean {
    return this.#rows !== null;
  }

  /** From now on no CSV rows are made, and those that were not taken are dropped. */
  stopRows(): void {
    this.#rows = null;
    this.#reader.stopRows();
  }

  /** The CSV's header as it is now; empty before the first record. */
  header(): Uint8Array {
    return this.records === 0 ? new Uint8Array() : csvHeader(this.#keys.columns);
  }

  #began({ nulls, encoding }: Parameters<LineSink["began"]>[0]): void {
    if (encoding === "utf-16") {
      this.#lines.problems.add(utf16Problem());
    } else if (nulls > 0) {
      this.#lines.report("leading-nulls", 1, t("skipped {0} NUL bytes at the start of the log", nulls));
    }
  }
}

function unreadable(reason: string): LogProblem {
  return { kind: "unreadable", line: null, column: null, reason };
}

function utf16Problem(): LogProblem {
  return unreadable(t("the log is UTF-16 text; a log is JSON Lines in UTF-8. Write it again as UTF-8"));
}

function binaryProblem(): LogProblem {
  return unreadable(t("the file is binary; a log is JSON Lines, one object per line"));
}

function incompleteReason(problem: { readonly reason: string } | null): string {
  return problem === null
    ? t("the last line has no newline, so it may be incomplete")
    : t("the last line has no newline, so it may be incomplete: {0}", problem.reason);
}
