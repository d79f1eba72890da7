import { availableParallelism } from "node:os";
import type { LineKernel } from "../records/lineKernel.ts";
import { ParserThread } from "./parserThread.ts";

/** Once so many bytes were to be read, one after the other, a parser thread is worth its start. */
const worthStarting = 48 * 1024 * 1024;

/** Smaller logs are read before another thread has answered. */
const worthSharing = 2 * 1024 * 1024;

/** Without work the thread is ended after so many milliseconds. */
const idleFor = 10_000;

/** A parser thread that is started once it is worth it, and ended where nothing was to be read for a while. */
export class OnDemandThread {
  readonly #kernel: () => LineKernel;
  #thread: ParserThread | null = null;
  #wanted = 0;
  #idleSince: NodeJS.Timeout | null = null;

  /** `kernel`: what this thread reads blocks with while the other one reads too. */
  constructor(kernel: () => LineKernel) {
    this.#kernel = kernel;
  }

  /** The thread, where the machine has a processor for it and it is worth it for a log of so many bytes; null otherwise. */
  forBytes(bytes: number): ParserThread | null {
    if (bytes < worthSharing || availableParallelism() < 2) {
      return null;
    }
    this.#wanted += bytes;
    this.#endLater();
    if (this.#thread === null && this.#wanted < worthStarting) {
      return null;
    }
    this.#thread = this.#thread?.isAlive === true ? this.#thread : new ParserThread(this.#kernel());
    return this.#thread;
  }

  /** Ends the thread, where there is one. Blocks that it was asked for are answered with null. */
  async dispose(): Promise<void> {
    clearTimeout(this.#idleSince ?? undefined);
    const thread = this.#thread;
    this.#thread = null;
    this.#wanted = 0;
    await thread?.end();
  }

  /** Where nothing is to be read for a while, the thread and the count of what was wanted start over. */
  #endLater(): void {
    clearTimeout(this.#idleSince ?? undefined);
    this.#idleSince = setTimeout(() => {
      if (this.#thread?.isIdle === false) {
        this.#endLater();
        return;
      }
      void this.dispose();
    }, idleFor);
    this.#idleSince.unref();
  }
}
