import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { claimed, newClaim } from "./blockClaim.ts";
import type { BlockAnswer, ThreadMessage } from "./blockThread.ts";
import { memoryOf, BufferPool, type BlockBuffers } from "../columns/blockBuffers.ts";
import type { BlockTask, ReadBlock } from "../columns/logBlock.ts";
import { BlockReader } from "./blockReader.ts";
import type { LineKernel } from "../records/lineKernel.ts";
import { currentLanguage } from "../../l10n.ts";

/** Name of the thread's script next to the bundle (esbuild.config.ts). */
declare const bundledBlockThread: string | undefined;

/** Blocks that the thread has at a time, of all logs: enough work while this one checks one that was read. */
const mostAsked = 64;

/** A block that the thread was asked for. */
export interface AskedBlock {
  /** The block; null where the thread could not read it, or has not begun to and need not any more. */
  readonly read: Promise<ReadBlock | null>;
  /** Takes the question back where the thread has not begun with it; false where it has. */
  reclaim(): boolean;
}

/**
 * A thread that reads blocks of logs while this one does too. Where it cannot be had, or dies, it answers null, so that
 * this thread reads the block.
 */
export class ParserThread {
  readonly #ownPool = new BufferPool();
  /** Buffers of the other thread that are here. */
  readonly #theirBuffers = new WeakSet<BlockBuffers>();
  readonly #reader: BlockReader;
  readonly #worker: Worker;
  readonly #asked = new Map<number, (block: ReadBlock | null) => void>();
  #questions = 0;
  #readings = 0;
  #isAlive = true;

  /** `kernel`: what blocks are read with on this thread. */
  constructor(kernel: LineKernel) {
    this.#reader = new BlockReader(kernel);
    const script =
      typeof bundledBlockThread === "string"
        ? join(__dirname, bundledBlockThread)
        : new URL("./blockThread.ts", import.meta.url);
    this.#worker = new Worker(script, { workerData: currentLanguage() });
    this.#worker.on("message", ({ index, block }: BlockAnswer) => this.#answer(index, block));
    this.#worker.on("error", () => this.#die());
    this.#worker.on("exit", () => this.#die());
    // A program may end although the thread waits for work.
    this.#worker.unref();
  }

  get isAlive(): boolean {
    return this.#isAlive;
  }

  /** Whether it has as many blocks to read as it needs. */
  get isBusy(): boolean {
    return this.#asked.size >= mostAsked;
  }

  get isIdle(): boolean {
    return this.#asked.size === 0;
  }

  /** A number for the reading of one log, which no other one has: the tasks of its blocks carry it. */
  newReading(): number {
    this.#readings += 1;
    return this.#readings;
  }

  /** Asks for a block, whose file must stay open until it was read or taken back. */
  ask(task: BlockTask): AskedBlock {
    if (!this.#isAlive) {
      return { read: Promise.resolve(null), reclaim: () => false };
    }
    const index = this.#questions;
    const claim = newClaim();
    this.#questions += 1;
    this.#worker.ref();
    const read = new Promise<ReadBlock | null>((resolve) => this.#asked.set(index, resolve));
    this.#worker.postMessage({ kind: "question", index, task, claim } satisfies ThreadMessage);
    const reclaim = (): boolean => {
      const isBack = this.#asked.has(index) && claimed(claim);
      if (isBack) {
        this.#answer(index, null);
      }
      return isBack;
    };
    return { read, reclaim };
  }

  /** Reads a block on this thread. */
  parseInline(task: BlockTask): ReadBlock | null {
    const buffers = this.#ownPool.take(task.to - task.from);
    const block = this.#reader.read(task, buffers);
    if (block === null) {
      this.#ownPool.give(buffers);
    }
    return block;
  }

  /** A block that either thread read is not needed any more, nor anything in its buffers. */
  release({ buffers }: ReadBlock): void {
    if (this.#theirBuffers.has(buffers)) {
      this.#worker.postMessage({ kind: "buffers", buffers } satisfies ThreadMessage, memoryOf(buffers));
    } else {
      this.#ownPool.give(buffers);
    }
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  #answer(index: number, block: ReadBlock | null): void {
    if (block !== null) {
      this.#theirBuffers.add(block.buffers);
    }
    this.#asked.get(index)?.(block);
    this.#asked.delete(index);
    if (this.isIdle) {
      this.#worker.unref();
    }
  }

  #die(): void {
    this.#isAlive = false;
    [...this.#asked.keys()].forEach((index) => this.#answer(index, null));
  }
}
