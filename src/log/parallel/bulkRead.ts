import { setImmediate as turn } from "node:timers/promises";
import type { BlockTask, ReadBlock } from "../columns/logBlock.ts";
import type { LogParser } from "../parser/logParser.ts";
import { readAt } from "../files/readAt.ts";
import type { AskedBlock, ParserThread } from "./parserThread.ts";

/** Bytes at the start of a log that are read first: most of its keys stand there. */
export const headBytes = 128 * 1024;

/** A log is cut into about so many blocks, as far as they keep their size within bounds. */
const usualBlocks = 16;
const leastBlockBytes = 512 * 1024;
const mostBlockBytes = 2 * 1024 * 1024;

/** At the end of a log so many bytes are left to the caller: they may still be on their way. */
const restBytes = 64 * 1024;

/** Bytes of the log that are read but not taken up: they bound the memory. */
const mostAheadBytes = 8 * 1024 * 1024;

export interface BulkOptions extends Omit<BlockTask, "reading" | "from" | "to" | "keys"> {
  /** Bytes that the parser has taken. */
  readonly from: number;
  /** Size of the log, whose last bytes are left to the caller. */
  readonly size: number;
  readonly blockBytes?: number;
  /**
   * After each block, whose rows are taken from the parser then: they are gone once this has answered. Reading ends where
   * it answers false.
   */
  readonly onBlock: (block: ReadBlock) => Promise<boolean>;
}

/**
 * Reads the bulk of a log on this thread and another one. Blocks are read in any order and taken up by the parser in
 * theirs.
 *
 * Returns how many bytes of the log the parser has taken then; the caller reads on from there, also where a block turned
 * out not to be for this. Invariant: the parser is as if it had been given those bytes.
 */
export async function readBulk(parser: LogParser, thread: ParserThread, options: BulkOptions): Promise<number> {
  const start = parser.lineStart(options.from)?.offset;
  if (start === undefined) {
    return options.from;
  }
  // The beginning of a line that was taken belongs to the first block, or is taken again.
  parser.dropIncompleteLine();
  const end = await new BulkRead(parser, thread, { ...options, from: start }).read();
  if (end > start) {
    return end;
  }
  parser.push(readAt(options.file, start, options.from - start));
  return options.from;
}

/**
 * One reading in blocks: all of them are asked of the other thread, and this one takes back what it comes to first, so
 * that neither waits while there is a block to read. Invariant: when it is over no thread reads from the file any more.
 */
class BulkRead {
  readonly #parser: LogParser;
  readonly #thread: ParserThread;
  readonly #reading: number;
  readonly #options: BulkOptions;
  readonly #blockBytes: number;
  readonly #count: number;
  /** Blocks that were read, by their number. */
  readonly #ready = new Map<number, ReadBlock | null>();
  /** Blocks that the other thread was asked for and that are not read, by their number, in order. */
  readonly #asked = new Map<number, AskedBlock>();
  /** Number of the next block to read, and of the next one to take up. */
  #next = 0;
  #taken = 0;

  constructor(parser: LogParser, thread: ParserThread, options: BulkOptions) {
    this.#parser = parser;
    this.#thread = thread;
    this.#reading = thread.newReading();
    this.#options = options;
    const { blockBytes = usualBlockBytes(options.size - options.from) } = options;
    const bytes = options.size - options.from - Math.min(restBytes, blockBytes);
    this.#count = Math.max(0, Math.floor(bytes / blockBytes));
    this.#blockBytes = options.blockBytes ?? Math.floor(bytes / this.#count);
  }

  /** Returns the position after the last block taken up. */
  async read(): Promise<number> {
    let position = this.#options.from;
    try {
      while (this.#taken < this.#count) {
        this.#askThread();
        const block = this.#ready.has(this.#taken) ? this.#take() : undefined;
        if (block === undefined) {
          await this.#readOne();
        } else if (block === null) {
          break;
        } else {
          position = block.end;
          const goesOn = await this.#options.onBlock(block);
          this.#thread.release(block);
          if (!goesOn) {
            break;
          }
        }
      }
      return position;
    } finally {
      const begun = [...this.#asked.values()].filter((asked) => !asked.reclaim());
      await Promise.all(begun.map(({ read }) => read));
      this.#release(...this.#ready.values());
    }
  }

  get #mayReadOn(): boolean {
    return this.#next < this.#count && (this.#next - this.#taken) * this.#blockBytes < mostAheadBytes;
  }

  #askThread(): void {
    while (this.#mayReadOn && !this.#thread.isBusy) {
      const index = this.#next;
      this.#next += 1;
      const asked = this.#thread.ask(this.#task(index));
      this.#asked.set(index, asked);
      void asked.read.then((block) => {
        // One that was taken back is read here.
        if (this.#asked.delete(index)) {
          this.#ready.set(index, block);
        }
      });
    }
  }

  /** Reads the first block here that nobody reads yet, or waits for one of those under way. */
  async #readOne(): Promise<void> {
    await turn();
    if (this.#ready.has(this.#taken)) {
      return;
    }
    const index = this.#takeNext();
    if (index === null) {
      await Promise.race([...this.#asked.values()].map(({ read }) => read));
    } else {
      this.#ready.set(index, this.#thread.parseInline(this.#task(index)));
    }
  }

  /** Number of the first block that nobody reads yet, which is this thread's from now on; null where there is none. */
  #takeNext(): number | null {
    for (const [index, asked] of this.#asked) {
      if (asked.reclaim()) {
        this.#asked.delete(index);
        return index;
      }
    }
    if (!this.#mayReadOn) {
      return null;
    }
    this.#next += 1;
    return this.#next - 1;
  }

  /** The parser takes up the next block; null where it cannot. */
  #take(): ReadBlock | null {
    const index = this.#taken;
    const read = this.#ready.get(index) ?? null;
    this.#ready.delete(index);
    this.#taken += 1;
    if (read !== null && this.#parser.takeBlock(read)) {
      return read;
    }
    // It may have been read before a key appeared that comes before its own new ones.
    const block = this.#thread.parseInline(this.#task(index));
    const isTaken = block !== null && this.#parser.takeBlock(block);
    this.#release(read, isTaken ? null : block);
    return isTaken ? block : null;
  }

  #task(index: number): BlockTask {
    const { file, csv, escapeFormulas, maxLineBytes, keep } = this.#options;
    const from = this.#options.from + index * this.#blockBytes;
    const keys = this.#parser.knownKeys;
    const how = { reading: this.#reading, csv, escapeFormulas, maxLineBytes, keep, keys };
    return { ...how, file, from, to: from + this.#blockBytes };
  }

  #release(...blocks: (ReadBlock | null)[]): void {
    blocks.filter((block) => block !== null).forEach((block) => this.#thread.release(block));
  }
}

function usualBlockBytes(bytes: number): number {
  return Math.min(mostBlockBytes, Math.max(leastBlockBytes, Math.ceil(bytes / usualBlocks)));
}
