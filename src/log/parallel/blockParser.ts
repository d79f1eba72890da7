import type { BlockBuffers } from "../columns/blockBuffers.ts";
import { BlockStore } from "./blockStore.ts";
import type { KeyTable } from "../records/keyTable.ts";
import type { LineKernel } from "../records/lineKernel.ts";
import { LineFraming } from "../parser/lineFraming.ts";
import { LineReader } from "../records/lineReader.ts";
import type { BlockRecords, BlockTask } from "../columns/logBlock.ts";
import { RecordReader } from "../records/recordReader.ts";
import { RowChunks } from "../records/rowChunks.ts";

/** What a block is read with: `keys` are those of the lines before, and grow; `buffers` is where the results go. */
interface BlockTools {
  readonly kernel: LineKernel;
  readonly keys: KeyTable;
  readonly buffers: BlockBuffers;
}

/**
 * Reads lines from somewhere inside a log, whatever stands before them. Invariant: what it gives is what a parser of the
 * whole log gives for these lines.
 */
export class BlockParser {
  readonly #keys: KeyTable;
  readonly #store: BlockStore;
  readonly #rows: RowChunks | null;
  readonly #lines: LineReader;
  readonly #framing: LineFraming;

  constructor(task: Pick<BlockTask, "csv" | "escapeFormulas" | "maxLineBytes">, { kernel, keys, buffers }: BlockTools) {
    const { csv, escapeFormulas, maxLineBytes } = task;
    this.#keys = keys;
    this.#store = new BlockStore(keys, buffers);
    this.#rows = csv ? new RowChunks(buffers.rows) : null;
    const reader = { kernel, keys, sink: this.#store, rows: this.#rows, escapeFormulas, maxLineBytes };
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
   * Takes the next bytes; they are not kept. They may stand in the kernel's buffers, which stays as it is only where they
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
