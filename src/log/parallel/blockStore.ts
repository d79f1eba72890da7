import type { BlockBuffers } from "../columns/blockBuffers.ts";
import type { FlatCell } from "../records/flatten.ts";
import type { KeyTable } from "../records/keyTable.ts";
import { LineIndex } from "../columns/lineIndex.ts";
import type { LineKernel } from "../records/lineKernel.ts";
import type { BlockRecords } from "../columns/logBlock.ts";
import { NumberRunBuffer } from "../columns/numberRunBuffer.ts";
import { runOf } from "../records/numberRun.ts";
import type { RecordSink } from "../records/recordReader.ts";

/**
 * The numbers of a block's records, as runs, and the line of each record, both counted from the block's first.
 * Invariant: a slot gets at most one number a record, and records come in order.
 */
export class BlockStore implements RecordSink {
  records = 0;
  #bytes = 0;
  readonly #keys: KeyTable;
  readonly #buffers: BlockBuffers;
  readonly #runs: NumberRunBuffer;
  readonly #lines = new LineIndex();

  constructor(keys: KeyTable, buffers: BlockBuffers) {
    this.#keys = keys;
    this.#buffers = buffers;
    this.#runs = new NumberRunBuffer(buffers);
  }

  addFrom(kernel: LineKernel, line: number, bytes: number): void {
    if (kernel.records === 0) {
      return;
    }
    this.#lines.add(this.records, line);
    for (let slot = 0; slot < this.#keys.kept.length; slot += 1) {
      const run = kernel.numbers(slot);
      if (run !== null) {
        this.#runs.add(slot, run);
      }
    }
    this.records += kernel.records;
    this.#bytes += bytes;
  }

  add(cells: readonly FlatCell[], line: number, bytes: number): void {
    this.#lines.add(this.records, line);
    for (const { column, value } of cells) {
      const [slot, run] = [this.#keys.slotOf(column), runOf(value, this.records)];
      if (slot !== -1 && run !== null) {
        this.#runs.add(slot, run);
      }
    }
    this.records += 1;
    this.#bytes += bytes;
  }

  /** All of it; `rows` is where the CSV rows went. */
  end(rows = this.#buffers.rows): Pick<BlockRecords, "bytes" | "records" | "lineMarks" | "numbers" | "buffers"> {
    return {
      bytes: this.#bytes,
      records: this.records,
      lineMarks: this.#lines.save(),
      ...this.#runs.end({ ...this.#buffers, rows }),
    };
  }
}
