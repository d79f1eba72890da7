import { kernelBytes } from "./kernelBytes.ts";
import type { KeyTable } from "./keyTable.ts";
import { powerOfFive } from "./powersOfFive.ts";

/** What kernel/kernel.ts exports. */
interface KernelExports {
  readonly memory: WebAssembly.Memory;
  readonly exactPowers: WebAssembly.Global;
  readonly powers: WebAssembly.Global;
  readonly lowestPower: WebAssembly.Global;
  readonly highestPower: WebAssembly.Global;
  readonly input: WebAssembly.Global;
  readonly inputSize: WebAssembly.Global;
  readonly output: WebAssembly.Global;
  readonly numbers: WebAssembly.Global;
  readonly numbersSize: WebAssembly.Global;
  readonly tables: WebAssembly.Global;
  readonly records: WebAssembly.Global;
  readonly isFull: WebAssembly.Global;
  layOut(objects: number, literals: number, names: number, columns: number, buckets: number): void;
  layOutSlots(words: number, slots: number, rowLimit: number): void;
  readLines(...call: [number, number, number, number, number, number, number]): number;
  rowsLength(): number;
}

export interface ReadOptions {
  /** Where in the lines taken reading starts. */
  readonly from: number;
  /** Number of the first record. */
  readonly record: number;
  /** Columns of the rows; not less than the keys' own. */
  readonly columns: number;
  readonly rows: boolean;
  readonly longest: number;
  /** Whether text that a spreadsheet would take for a formula is left to the readable path. */
  readonly leaveFormulas: boolean;
}

/** What one slot got: views into the kernel's memory, valid until it reads again. */
export interface KeptNumbers {
  readonly rows: Uint32Array;
  readonly values: Float64Array;
  /** Cells that hold something else than a number. */
  readonly texts: number;
}

/** Tables past this size cost more to hand over than they save. */
const mostEntries = 100_000;

/** Records that one call reads at most. */
const mostRecords = 4096;

/** A key table is handed over again once it has changed by this share of its size. */
const staleShare = 1 / 64;

const bytesPerNumber = 12;
const bytesPerSlot = 16;
const pageBytes = 65_536;

/**
 * The fast path: WebAssembly that reads whole lines into CSV rows and numbers (its sources are in kernel/).
 *
 * Invariant: what it reads is what the readable path gives for the same lines, and it stops before any line that is
 * not for it. It keeps nothing between two calls but the tables of the keys that it read last.
 */
export class LineKernel {
  readonly #wasm: KernelExports;
  readonly #input: number;
  #memory: Uint8Array<ArrayBuffer>;
  #keys: KeyTable | null = null;
  #changes = 0;
  #slots = 0;
  #slotsAt = 0;
  #rowLimit = 0;
  #taken = 0;

  constructor() {
    const instance = new WebAssembly.Instance(new WebAssembly.Module(kernelBytes()));
    this.#wasm = instance.exports as unknown as KernelExports;
    this.#input = this.#wasm.input.value;
    this.#memory = new Uint8Array(this.#wasm.memory.buffer);
    this.#writePowers();
  }

  /** How many bytes of lines it takes at once. */
  get capacity(): number {
    return this.#wasm.inputSize.value;
  }

  /** Records read by the last call. */
  get records(): number {
    return this.#wasm.records.value;
  }

  /** Whether the last call stopped for want of room, so that the next one goes on. */
  get isFull(): boolean {
    return this.#wasm.isFull.value !== 0 && this.records > 0;
  }

  /** Takes whole lines, at most `capacity` bytes. */
  take(lines: Uint8Array): void {
    this.#memory.set(lines, this.#input);
    this.#taken = lines.length;
  }

  /** Reads the lines taken last from a position on; returns the position of the first line that was not read. */
  read(keys: KeyTable, { from, record, columns, rows, longest, leaveFormulas }: ReadOptions): number {
    if (keys.size > mostEntries) {
      return from;
    }
    this.#use(keys);
    const [start, end] = [this.#input + from, this.#input + this.#taken];
    const flags = [rows ? 1 : 0, leaveFormulas ? 1 : 0] as const;
    return this.#wasm.readLines(start, end, longest, columns, ...flags, record) - this.#input;
  }

  /** The rows of the last call: a view, valid until it reads again. */
  rows(): Uint8Array {
    const start = this.#wasm.output.value;
    return this.#memory.subarray(start, start + this.#wasm.rowsLength());
  }

  /** The numbers that the last call kept in a slot, or null where there are none. */
  numbers(slot: number): KeptNumbers | null {
    const { buffer } = this.#memory;
    if (slot >= this.#slots) {
      return null;
    }
    const [end = 0, texts = 0] = new Int32Array(buffer, this.#slotsAt + slot * bytesPerSlot, 2);
    const values = this.#wasm.numbers.value + slot * this.#rowLimit * 8;
    const count = (end - values) / 8;
    const rows = this.#wasm.numbers.value + (this.#slots * 8 + slot * 4) * this.#rowLimit;
    return count === 0 && texts === 0
      ? null
      : { rows: new Uint32Array(buffer, rows, count), values: new Float64Array(buffer, values, count), texts };
  }

  /** Hands over the keys, where others were used last or these have changed much since. */
  #use(keys: KeyTable): void {
    if (keys === this.#keys && keys.changes - this.#changes <= keys.size * staleShare) {
      return;
    }
    const { objects, literals, names, columns, buckets, words } = keys.tables();
    const start = this.#wasm.tables.value;
    this.#keys = keys;
    this.#changes = keys.changes;
    this.#slots = keys.kept.length;
    this.#rowLimit = Math.min(mostRecords, Math.floor(this.#wasm.numbersSize.value / bytesPerNumber / this.#slots));
    this.#slotsAt = start + words.byteLength;
    this.#reserve(this.#slotsAt + this.#slots * bytesPerSlot);
    new Int32Array(this.#memory.buffer, start, words.length).set(words);
    this.#wasm.layOut(objects, literals, names, columns, buckets);
    this.#wasm.layOutSlots(words.length, this.#slots, this.#rowLimit);
  }

  #reserve(bytes: number): void {
    const missing = bytes - this.#memory.length;
    if (missing > 0) {
      this.#wasm.memory.grow(Math.ceil(missing / pageBytes));
      this.#memory = new Uint8Array(this.#wasm.memory.buffer);
    }
  }

  #writePowers(): void {
    const view = new DataView(this.#memory.buffer);
    for (let exponent = 0; exponent <= 22; exponent += 1) {
      view.setFloat64(this.#wasm.exactPowers.value + exponent * 8, Number(`1e${exponent}`), true);
    }
    let at = this.#wasm.powers.value;
    for (let exponent = this.#wasm.lowestPower.value; exponent <= this.#wasm.highestPower.value; exponent += 1) {
      const power = powerOfFive(exponent);
      view.setBigUint64(at, power >> 64n, true);
      view.setBigUint64(at + 8, BigInt.asUintN(64, power), true);
      at += 16;
    }
  }
}

let shared: LineKernel | null = null;

/** The kernel of this thread: all logs take turns with it. */
export function lineKernel(): LineKernel {
  shared ??= new LineKernel();
  return shared;
}
