import { ChunkPool } from "../csv/chunkQueue.ts";
import { OnDemandThread } from "../parallel/onDemandThread.ts";
import type { ParserThread } from "../parallel/parserThread.ts";
import { LineKernel } from "../records/lineKernel.ts";

/**
 * What all logs that one thread reads share: the kernel, memory for CSV rows and a second thread. Whoever makes it (the
 * worker, the command line, a test) passes it down and disposes it; the kernel and the memory end with their thread.
 */
export class Engine {
  readonly chunks = new ChunkPool();
  readonly #thread = new OnDemandThread(() => this.kernel);
  readonly #isAlone: boolean;
  #kernel: LineKernel | null = null;

  /** `isAlone`: whether it has no second thread, since other threads read other logs at the same time. */
  constructor(isAlone = false) {
    this.#isAlone = isAlone;
  }

  /** The kernel, compiled when it is first needed: all logs take turns with it. */
  get kernel(): LineKernel {
    this.#kernel ??= new LineKernel();
    return this.#kernel;
  }

  /** A second thread for reading so many bytes of a log; null where there is none or it is not worth it. */
  threadFor(bytes: number): ParserThread | null {
    return this.#isAlone ? null : this.#thread.forBytes(bytes);
  }

  /** Ends the second thread. Reading may go on afterwards, and starts another one where it needs to. */
  async dispose(): Promise<void> {
    await this.#thread.dispose();
  }
}
