import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { BlockAnswer, BlockQuestion } from "./blockThread.ts";
import type { BlockTask, ReadBlock } from "./logBlock.ts";

/** Name of the thread's script beside the bundle (esbuild.config.ts). */
declare const bundledBlockThread: string | undefined;

/**
 * A thread that reads blocks of a log while this one does too. Where it cannot be had, or dies, it answers null, so that
 * this thread reads the block.
 */
export class SecondThread {
  readonly #worker: Worker;
  readonly #asked = new Map<number, (block: ReadBlock | null) => void>();
  #isAlive = true;

  constructor() {
    const script =
      typeof bundledBlockThread === "string"
        ? join(__dirname, bundledBlockThread)
        : new URL("./blockThread.ts", import.meta.url);
    this.#worker = new Worker(script);
    this.#worker.on("message", ({ index, block }: BlockAnswer) => this.#answer(index, block));
    this.#worker.on("error", () => this.#die());
    this.#worker.on("exit", () => this.#die());
  }

  /** How many blocks it has not answered yet. */
  get waiting(): number {
    return this.#asked.size;
  }

  read(index: number, task: BlockTask): Promise<ReadBlock | null> {
    if (!this.#isAlive) {
      return Promise.resolve(null);
    }
    return new Promise((resolve) => {
      this.#asked.set(index, resolve);
      this.#worker.postMessage({ index, task } satisfies BlockQuestion);
    });
  }

  /** Ends the thread; it reads nothing any more when this is done. */
  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  #answer(index: number, block: ReadBlock | null): void {
    this.#asked.get(index)?.(block);
    this.#asked.delete(index);
  }

  #die(): void {
    this.#isAlive = false;
    [...this.#asked.keys()].forEach((index) => this.#answer(index, null));
  }
}
