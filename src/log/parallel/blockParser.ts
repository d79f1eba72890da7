import type { BlockRoom } from "../columns/blockRoom.ts";
import { BlockStore } from "./blockStore.ts";
import { KeyTable } from "../records/keyTable.ts";
import { LineFraming } from "../parser/lineFraming.ts";
import { LineReader } from "../records/lineReader.ts";
import type { BlockRecords, BlockTask } from "../columns/logBlock.ts";
import { RecordReader } from "../records/recordReader.ts";
import { RowPieces } from "../records/rowPieces.ts";

/**
 * Reads lines from somewhere inside a log, whatever stands before them. Invariant: what it gives is what a parser of the
 * whole log gives for these lines.
 */
export class BlockParser {
  readonly #keys: KeyTable;
  readonly #store: BlockStore;
  readonly #rows: RowPieces | null;
  readonly #lines: LineReader;
  readonly #framing: LineFraming;

  /** `room`: where the results go. */
  constructor(task: Omit<BlockTask, "file" | "from" | "to">, room: BlockRoom) {
    const { csv, escapeFormulas, maxLineBytes } = task;
    this.#keys = tableOf(task);
    this.#store = new BlockStore(this.#keys, room);
    this.#rows = csv ? new RowPieces(room.rows) : null;
    const reader = { keys: this.#keys, sink: this.#store, rows: this.#rows, escapeFormulas, maxLineBytes };
    this.#lines = new LineReader(new RecordReader(reader), maxLineBytes);
    this.#framing = new LineFraming(maxLineBytes, {
      lines: (lines) => this.#lines.read(lines),
      lineTooLong: () => this.#lines.reportTooLong(),
      lineEnded: () => (this.#lines.line += 1),
      began: () => undefined,
    });
    this.#framing.goOn({ skipping: false });
  }

  /** Bytes of the CSV rows so far. */
  get rowBytes(): number {
    return this.#rows?.bytes ?? 0;
  }

  /** Whether the last line has ended. */
  get isBetweenLines(): boolean {
    return this.#framing.length === 0 && !this.#framing.skipping;
  }

  /**
   * Takes the next bytes; they are not kept. They may stand in the kernel's room, which stays as it is only where they
   * are whole lines that follow whole lines.
   */
  push(bytes: Uint8Array): void {
    const isWhole = this.isBetweenLines && bytes.at(-1) === 0x0a;
    // Not slice(), which makes no copy of a Buffer.
    this.#framing.push(isWhole ? bytes : new Uint8Array(bytes));
  }

  /** What the lines gave; null where the last one has not ended. */
  end(): BlockRecords | null {
    return !this.isBetweenLines
      ? null
      : {
          ...this.#store.end(this.#rows?.memory),
          lines: this.#lines.line - 1,
          // A copy: the table is not this parser's alone.
          keys: this.#keys.columns.slice(),
          problems: this.#lines.problems.snapshot(),
          rows: this.#rows?.take() ?? [],
        };
  }
}

/** The table that the last block was read with, and how it was then. All blocks of a log keep the same columns. */
let last: {
  readonly of: number;
  readonly changesOf: number;
  readonly table: KeyTable;
  readonly changes: number;
} | null = null;

/** A table of these keys: the last block's, where that one began with the same keys and met no new ones. */
function tableOf({ keep, keys }: Pick<BlockTask, "keep" | "keys">): KeyTable {
  if (last?.of === keys.table && last.changesOf === keys.changes && last.changes === last.table.changes) {
    return last.table;
  }
  const kept = keep === "all" ? null : new Set(keep);
  const table = new KeyTable((key) => kept === null || kept.has(key));
  table.takeUp(keys);
  last = { of: keys.table, changesOf: keys.changes, table, changes: table.changes };
  return table;
}
