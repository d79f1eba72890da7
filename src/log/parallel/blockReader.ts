import { readSync } from "node:fs";
import type { BlockBuffers } from "../columns/blockBuffers.ts";
import { BlockParser } from "./blockParser.ts";
import { BlockTables } from "./blockTables.ts";
import type { BlockTask, ReadBlock } from "../columns/logBlock.ts";
import { endBytes } from "../files/logEnds.ts";
import { lastBytes } from "../files/lastBytes.ts";
import type { LineKernel } from "../records/lineKernel.ts";

/** So much of a log stays in the processor's cache, together with what is made of it. */
const pieceBytes = 256 * 1024;

/** A line that began in the block ends as a rule within so many bytes after it. */
const lineBytes = 2 * 1024;

/** A block whose rows are longer has new keys all the time; the parser takes such a log piece by piece. */
const mostRowBytes = 64 * 1024 * 1024;

const newline = 0x0a;

/** Reads blocks of logs on one thread, one after the other. */
export class BlockReader {
  readonly #kernel: LineKernel;
  readonly #tables = new BlockTables();

  constructor(kernel: LineKernel) {
    this.#kernel = kernel;
  }

  /**
   * Reads the block of a task, its results into buffers; null where it is nothing for a reader that does not know what
   * came before: where the log ends inside it, or holds NUL bytes, which may not have been written yet, or where its CSV
   * rows are too long.
   * @throws what the system says where the log cannot be read.
   */
  read(task: BlockTask, into: BlockBuffers): ReadBlock | null {
    const { file, from, to } = task;
    const parser = new BlockParser(task, { kernel: this.#kernel, keys: this.#tables.of(task), buffers: into });
    // Bytes are read to where the kernel reads lines, behind the beginning of a line that came before them.
    const { input } = this.#kernel;
    let held = 0;
    let tail: Uint8Array = new Uint8Array();
    let isInside = false;
    for (let at = Math.max(0, from - 1); ;) {
      const count = readSync(file, input, held, Math.min(pieceBytes, Math.max(0, to - at) + lineBytes), at);
      const piece = input.subarray(held, held + count);
      if (count === 0 || piece.includes(0)) {
        return null;
      }
      // A line starts where a newline stands before it, or the file begins.
      const start: number = isInside || from === 0 ? 0 : piece.indexOf(newline) + 1;
      isInside ||= start > 0 || from === 0;
      const end = at + count < to ? -1 : piece.indexOf(newline, Math.max(0, to - 1 - at));
      if (isInside) {
        const [first, last] = [held === 0 ? start : 0, held + (end === -1 ? count : end + 1)];
        const bytes = input.subarray(first, last);
        const whole = bytes.lastIndexOf(newline) + 1;
        // The beginning of a line waits in the input, unless it is a very long one.
        const waits = parser.isBetweenLines && bytes.length - whole <= input.length - pieceBytes;
        const lines = waits ? bytes.subarray(0, whole) : bytes;
        tail = lastBytes(tail, lines, endBytes);
        parser.push(lines);
        if (parser.rowBytes > mostRowBytes) {
          return null;
        }
        input.copyWithin(0, first + lines.length, last);
        held = bytes.length - lines.length;
      }
      if (end !== -1) {
        const records = parser.end();
        return records === null ? null : { ...records, end: at + end + 1, tail };
      }
      at += count;
    }
  }
}
