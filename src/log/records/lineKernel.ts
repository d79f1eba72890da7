import { nextValueWord, quotedWord, slotWords, textsWord, timesWord } from "../kernel/layout.ts";
import { localOffset } from "./instant.ts";
import { kernelBytes } from "./kernelBytes.ts";
import type { KeyTable } from "./keyTable.ts";
import type { NumberRun } from "./numberRun.ts";
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
  setLocalOffset(seconds: number): void;
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
  /** Whether text that a spreadsheet would take for a formula is left to the slow path. */
  readonly leaveFormulas: boolean;
}

/** Tables past this size cost more to hand over than they save. */
const mostEntries = 100_000;

/** Records that one call reads at most. */
const mostRecords = 4096;

/** A key table is handed over again once it has changed by this share of its size. */
const staleShare = 1 / 64;

const bytesPerNumber = 12;
const bytesPerSlot = slotWords * 4;

/**
 * The fast path: WebAssembly that reads whole lines into CSV rows and numbers (its sources are in kernel/).
 *
 * Invariant: what it reads is what the slow path gives for the same lines, and it stops before any line that is
 * not for it. It keeps nothing between two calls but the lines taken last and the tables of the keys that it read last.
 * Its memory never grows, so that views into it stay what they are.
 */
export class LineKernel {
  /**
   * Where lines stand when they are read, `capacity` bytes: lines that were put here need not be copied. Taking lines from
   * elsewhere writes over it.
   */
  readonly input: Buffer<ArrayBuffer>;
  readonly #wasm: KernelExports;
  readonly #memory: Uint8Array<ArrayBuffer>;
  readonly #words: Uint32Array<ArrayBuffer>;
  readonly #doubles: Float64Array<ArrayBuffer>;
  /** Where the lines taken last begin and end. */
  #start = 0;
  #end = 0;
  #keys: KeyTable | null = null;
  #changes = 0;
  #slots = 0;
  #slotsAt = 0;
  #rowLimit = 0;
  #records = 0;
  /** Tables that need more room than there is; they never need less. */
  readonly #tooLarge = new WeakSet<KeyTable>();

  constructor() {
    const instance = new WebAssembly.Instance(new WebAssembly.Module(kernelBytes()));
    this.#wasm = instance.exports as unknown as KernelExports;
    this.#memory = new Uint8Array(this.#wasm.memory.buffer);
    this.#words = new Uint32Array(this.#wasm.memory.buffer);
    this.#doubles = new Float64Array(this.#wasm.memory.buffer);
    this.input = Buffer.from(this.#memory.buffer, this.#wasm.input.value, this.#wasm.inputSize.value);
    this.#writePowers();
    this.#wasm.setLocalOffset(localOffset);
  }

  /** How many bytes of lines it takes at once. */
  get capacity(): number {
    return this.input.length;
  }

  /** Records read by the last call. */
  get records(): number {
    return this.#records;
  }

  /** Whether the last call stopped for want of room, so that the next one goes on. */
  get isFull(): boolean {
    return this.#wasm.isFull.value !== 0 && this.records > 0;
  }

  /** Takes whole lines, at most `capacity` bytes; those in its own room stay where they are. */
  take(lines: Uint8Array): void {
    const isThere = lines.buffer === this.#memory.buffer;
    this.#start = isThere ? lines.byteOffset : this.#wasm.input.value;
    this.#end = this.#start + lines.length;
    if (!isThere) {
      this.#memory.set(lines, this.#start);
    }
  }

  /** Reads the lines taken last from a position on; returns the position of the first line that was not read. */
  read(keys: KeyTable, { from, record, columns, rows, longest, leaveFormulas }: ReadOptions): number {
    this.#records = 0;
    if (keys.size > mostEntries || !this.#use(keys)) {
      return from;
    }
    const flags = [rows ? 1 : 0, leaveFormulas ? 1 : 0] as const;
    const end = this.#wasm.readLines(this.#start + from, this.#end, longest, columns, ...flags, record);
    this.#records = this.#wasm.records.value;
    return end - this.#start;
  }

  /** The rows of the last call: a view, valid until it reads again. */
  rows(): Uint8Array {
    const start = this.#wasm.output.value;
    return this.#memory.subarray(start, start + this.#wasm.rowsLength());
  }

  /** The numbers that the last call kept in a slot, or null where there are none: views, valid until it reads again. */
  numbers(slot: number): NumberRun | null {
    if (slot >= this.#slots) {
      return null;
    }
    const entry = this.#slotsAt / 4 + slot * slotWords;
    const [start, end] = [this.#valuesOf(slot), (this.#words[entry + nextValueWord] ?? 0) / 8];
    const count = end - start;
    const [texts = 0, quoted = 0, times = 0] = [textsWord, quotedWord, timesWord].map(
      (word) => this.#words[entry + word],
    );
    if (count === 0 && texts === 0) {
      return null;
    }
    const records = this.#recordsOf(slot);
    const [first = 0, last = 0] = [this.#words[records], this.#words[records + count - 1]];
    const rows = last - first === count - 1 ? null : this.#words.subarray(records, records + count);
    return { values: this.#doubles.subarray(start, end), first, rows, texts, quoted, times };
  }

  /** Where the values of a slot begin, counted in doubles. */
  #valuesOf(slot: number): number {
    return this.#wasm.numbers.value / 8 + slot * this.#rowLimit;
  }

  /** Where the records of a slot's values begin, counted in words: behind all values. */
  #recordsOf(slot: number): number {
    return this.#valuesOf(this.#slots) * 2 + slot * this.#rowLimit;
  }

  /** Hands over the keys, where others were used last or these have changed much since; false where they need too much room. */
  #use(keys: KeyTable): boolean {
    if (keys === this.#keys && keys.changes - this.#changes <= keys.size * staleShare) {
      return true;
    }
    if (this.#tooLarge.has(keys)) {
      return false;
    }
    const { objects, literals, names, columns, buckets, words } = keys.tables();
    const start = this.#wasm.tables.value;
    const slots = keys.kept.length;
    const slotsAt = start + words.byteLength;
    if (slotsAt + slots * bytesPerSlot > this.#memory.length) {
      this.#tooLarge.add(keys);
      return false;
    }
    this.#keys = keys;
    this.#slotsAt = slotsAt;
    this.#changes = keys.changes;
    this.#slots = slots;
    this.#rowLimit = Math.min(mostRecords, Math.floor(this.#wasm.numbersSize.value / bytesPerNumber / slots));
    this.#words.set(words, start / 4);
    this.#wasm.layOut(objects, literals, names, columns, buckets);
    this.#wasm.layOutSlots(words.length, slots, this.#rowLimit);
    return true;
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
