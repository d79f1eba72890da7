import { readSync } from "node:fs";
import type { BlockTask, ReadBlock } from "./logBlock.ts";
import { endBytes } from "./logIdentity.ts";
import { lastBytes } from "./lastBytes.ts";
import { LogParser } from "./logParser.ts";

/** Reads of 64 to 128 KiB stay in the processor's cache. */
const pieceBytes = 128 * 1024;

const newline = 0x0a;

const buffer = Buffer.allocUnsafeSlow(pieceBytes);

/**
 * Reads the block of a task; null where it is nothing for a reader that does not know what came before: where the log
 * ends inside it, or holds NUL bytes, which may not have been written yet.
 * @throws what the system says where the log cannot be read.
 */
export function readBlock(task: BlockTask): ReadBlock | null {
  const { csv, escapeFormulas, maxLineBytes, keep, keys, from, to } = task;
  const parser = new LogParser({ csv, escapeFormulas, maxLineBytes, keep, expectedBytes: to - from });
  parser.beginBlock(keys);
  let tail: Uint8Array = new Uint8Array();
  let isInside = false;
  for (let at = Math.max(0, from - 1); ;) {
    const count = readSync(task.file, buffer, 0, pieceBytes, at);
    const piece = buffer.subarray(0, count);
    if (count === 0 || piece.includes(0)) {
      return null;
    }
    // A line starts where a newline stands before it, or the file begins.
    const start: number = isInside || from === 0 ? 0 : piece.indexOf(newline) + 1;
    isInside ||= start > 0 || from === 0;
    const end = at + count < to ? -1 : piece.indexOf(newline, Math.max(0, to - 1 - at));
    if (isInside) {
      const lines = piece.subarray(start, end === -1 ? count : Math.max(start, end + 1));
      parser.push(lines);
      tail = lastBytes(tail, lines, endBytes);
    }
    if (end !== -1) {
      const records = parser.endBlock();
      return records === null ? null : { ...records, end: at + end + 1, tail };
    }
    at += count;
  }
}
