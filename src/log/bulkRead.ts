import { availableParallelism } from "node:os";
import { setImmediate as turn } from "node:timers/promises";
import type { BlockTask, ReadBlock } from "./logBlock.ts";
import type { LogParser } from "./logParser.ts";
import { readAt } from "./readAt.ts";
import { readBlock } from "./readBlock.ts";
import { SecondThread } from "./secondThread.ts";

/** From this size on a second thread is worth its start. */
export const bulkBytes = 48 * 1024 * 1024;

/** Bytes at the start of a log that are read first: most of its keys stand there. */
export const headBytes = 1024 * 1024;

/** Usual size of a block; as many bytes at the end of a log are left to the caller: they may still be on their way. */
const usualBlockBytes = 2 * 1024 * 1024;

/** Blocks that are read but not taken up: they bound the memory. */
const mostAhead = 6;

/** Blocks that the second thread has at a time, so that it never waits for this one. */
const mostAsked = 2;

export interface BulkOptions extends Omit<BlockTask, "from" | "to" | "keys"> {
  /** Bytes that the parser has taken. */
  readonly from: number;
  /** Size of the log. */
  readonly size: number;
  readonly blockBytes?: number;
  /** After each block; reading ends where it answers false. */
  readonly onBlock: (block: ReadBlock) => Promise<boolean>;
}

/** Whether so many bytes are worth a second thread, and the machine has room for one. */
export function isBulk(bytes: number): boolean {
  return bytes >= bulkBytes && availableParallelism() > 1;
}

/**
 * Reads the bulk of a large log on two threads. Blocks are read in any order and taken up by the parser in theirs.
 *
 * Returns how many bytes of the log the parser has taken then; the caller reads on from there, also where a block turned
 * out not to be for this. Invariant: the parser is as if it had been given those bytes.
 */
export async function readBulk(parser: LogParser, options: BulkOptions): Promise<number> {
  const start = parser.lineStart(options.from)?.offset;
  if (start === undefined) {
    return options.from;
  }
  // The beginning of a line that was taken belongs to the first block, or is taken again.
  parser.dropIncompleteLine();
  const thread = new SecondThread();
  try {
    const end = await readBlocks(parser, { ...options, from: start }, thread);
    if (end > start) {
      return end;
    }
    parser.push(readAt(options.file, start, options.from - start));
    return options.from;
  } finally {
    await thread.end();
  }
}

async function readBlocks(parser: LogParser, options: BulkOptions, thread: SecondThread): Promise<number> {
  const { from, size, blockBytes = usualBlockBytes, onBlock } = options;
  const count = Math.max(0, Math.floor((size - from) / blockBytes) - 1);
  const ready = new Map<number, ReadBlock | null>();
  let [next, taken, position] = [0, 0, from];
  let wake = (): void => undefined;
  while (taken < count) {
    while (next < count && next - taken < mostAhead && thread.waiting < mostAsked) {
      const index = next;
      void thread.read(index, taskOf(index)).then((block) => {
        ready.set(index, block);
        wake();
      });
      next += 1;
    }
    const read = ready.get(taken);
    if (read !== undefined) {
      ready.delete(taken);
      const block = read !== null && parser.takeBlock(read) ? read : takeAnew(taken);
      if (block === null) {
        break;
      }
      position = block.end;
      taken += 1;
      if (!(await onBlock(block))) {
        break;
      }
    } else if (next < count && next - taken < mostAhead) {
      ready.set(next, readBlock(taskOf(next)));
      next += 1;
      await turn();
    } else {
      await new Promise<void>((resolve) => (wake = resolve));
    }
  }
  return position;

  function taskOf(index: number): BlockTask {
    const { file, csv, escapeFormulas, maxLineBytes, keep } = options;
    const start = from + index * blockBytes;
    return {
      file,
      csv,
      escapeFormulas,
      maxLineBytes,
      keep,
      keys: parser.keys.slice(),
      from: start,
      to: start + blockBytes,
    };
  }

  /** A block that was read before a key appeared that came before its own new ones. */
  function takeAnew(index: number): ReadBlock | null {
    const block = readBlock(taskOf(index));
    return block !== null && parser.takeBlock(block) ? block : null;
  }
}
