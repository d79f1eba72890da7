import type { BlockBuffers } from "./blockBuffers.ts";
import type { NumberRun } from "../records/numberRun.ts";

/** Words of a run: its slot, its numbers, its other cells, its first record, whether its records are listed, its quoted numbers, its times. */
const runWords = 7;

/** The runs of a buffer. */
export interface NumbersRead {
  readonly values: Float64Array;
  /** Of the runs whose records do not follow one another. */
  readonly records: Uint32Array;
  readonly runs: Uint32Array;
}

/**
 * The kept numbers of a block in the order in which they were read, as runs of numbers of one slot.
 * Invariant: whoever reads the runs in order meets the numbers of a slot in order of their records.
 */
export class NumberRunBuffer {
  #values: Float64Array<ArrayBuffer>;
  #records: Uint32Array<ArrayBuffer>;
  #runs: Uint32Array<ArrayBuffer>;
  #valueCount = 0;
  #recordCount = 0;
  #runEnd = 0;

  constructor({ values, records, runs }: BlockBuffers) {
    this.#values = values;
    this.#records = records;
    this.#runs = runs;
  }

  /** Adds numbers of a slot, copied. */
  add(slot: number, { values, first, rows, texts, quoted, times }: NumberRun): void {
    this.#reserve(values.length, rows?.length ?? 0);
    this.#values.set(values, this.#valueCount);
    this.#valueCount += values.length;
    if (rows !== null) {
      this.#records.set(rows, this.#recordCount);
      this.#recordCount += rows.length;
    }
    for (const word of [slot, values.length, texts, first, rows === null ? 0 : 1, quoted, times]) {
      this.#runs[this.#runEnd] = word;
      this.#runEnd += 1;
    }
  }

  /** What was written, and the buffers with the parts of it that had to be made again. */
  end(buffers: BlockBuffers): { readonly numbers: NumbersRead; readonly buffers: BlockBuffers } {
    return {
      numbers: {
        values: this.#values.subarray(0, this.#valueCount),
        records: this.#records.subarray(0, this.#recordCount),
        runs: this.#runs.subarray(0, this.#runEnd),
      },
      buffers: { ...buffers, values: this.#values, records: this.#records, runs: this.#runs },
    };
  }

  #reserve(values: number, records: number): void {
    if (this.#valueCount + values > this.#values.length) {
      this.#values = larger(this.#values, new Float64Array(2 * (this.#valueCount + values)));
    }
    if (this.#recordCount + records > this.#records.length) {
      this.#records = larger(this.#records, new Uint32Array(2 * (this.#recordCount + records)));
    }
    if (this.#runEnd + runWords > this.#runs.length) {
      this.#runs = larger(this.#runs, new Uint32Array(2 * (this.#runEnd + runWords)));
    }
  }
}

/** Goes through the runs of a buffer in order. */
export function readRuns({ values, records, runs }: NumbersRead, onRun: (slot: number, run: NumberRun) => void): void {
  let [value, record] = [0, 0];
  for (let at = 0; at < runs.length; at += runWords) {
    const words = runs.subarray(at, at + runWords);
    const [slot = 0, count = 0, texts = 0, first = 0, isListed = 0, quoted = 0, times = 0] = words;
    const rows = isListed === 1 ? records.subarray(record, record + count) : null;
    onRun(slot, { values: values.subarray(value, value + count), first, rows, texts, quoted, times });
    value += count;
    record += rows?.length ?? 0;
  }
}

function larger<T extends Float64Array | Uint32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
