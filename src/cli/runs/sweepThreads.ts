import { availableParallelism } from "node:os";
import { parentPort, Worker, workerData } from "node:worker_threads";
import { Engine } from "../../log/read/engine.ts";
import type { FoundLog } from "./foundLog.ts";
import { SweepLogReader, type LogRead, type LogReaderOptions } from "./readSweepRun.ts";

/** Whether this is a bundle (scripts/bundle.ts), which the threads run too. */
declare const bundledBlockThread: string | undefined;

/** Bytes that are read before another thread is there and warm. */
const worthSharing = 48 * 1024 * 1024;

/** Logs that a thread reads at a time: while one waits for the disk, the other one is worked on. */
const logsPerThread = 2;

/** So many logs may be read beyond the first that is not, so that one long log does not have all others wait in memory. */
const farthest = 64;

/** How many threads are worth it for so many logs of so many bytes. */
export function threadsFor(logs: number, bytes: number): number {
  return Math.max(1, Math.min(logs, availableParallelism(), Math.floor(bytes / worthSharing) + 1));
}

/** What a thread is started with; it tells the thread from others that run the same script. */
interface ThreadStart extends LogReaderOptions {
  readonly sweepThread: true;
}

interface Task {
  readonly index: number;
  readonly log: FoundLog;
}

interface Answer {
  readonly index: number;
  readonly read: LogRead;
}

/**
 * Reads logs on threads; gives what each holds in the order of the logs, whichever is read first.
 * @throws whatever a thread failed with: a log that cannot be used is no failure.
 */
export async function* readOnThreads(
  logs: readonly FoundLog[],
  count: number,
  options: LogReaderOptions,
): AsyncGenerator<LogRead> {
  const reading = new SharedReading(logs, count, options);
  try {
    for (const index of logs.keys()) {
      yield await reading.of(index);
    }
  } finally {
    await reading.end();
  }
}

/** Threads and what they have read. Logs are begun in their order. */
class SharedReading {
  readonly #logs: readonly FoundLog[];
  readonly #threads: readonly Worker[];
  /** Threads with room for a log, each as often as it has. */
  readonly #idle: Worker[];
  readonly #done = new Map<number, LogRead>();
  #asked = 0;
  #wanted = 0;
  #failure: { readonly error: unknown } | null = null;
  #wake: () => void = () => undefined;

  constructor(logs: readonly FoundLog[], count: number, options: LogReaderOptions) {
    this.#logs = logs;
    this.#threads = Array.from({ length: count }, () => this.#start(options));
    this.#idle = Array.from({ length: logsPerThread }, () => this.#threads).flat();
    this.#feed();
  }

  /** What a log holds; asked for in the order of the logs. */
  async of(index: number): Promise<LogRead> {
    this.#wanted = index;
    this.#feed();
    for (;;) {
      const read = this.#done.get(index);
      if (this.#failure !== null) {
        throw this.#failure.error;
      }
      if (read !== undefined) {
        this.#done.delete(index);
        return read;
      }
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  async end(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.terminate()));
  }

  #start(options: LogReaderOptions): Worker {
    const script = typeof bundledBlockThread === "string" ? __filename : new URL("../cli.ts", import.meta.url);
    const thread = new Worker(script, { workerData: { ...options, sweepThread: true } satisfies ThreadStart });
    thread.on("message", ({ index, read }: Answer) => {
      this.#done.set(index, read);
      this.#idle.push(thread);
      this.#feed();
      this.#wake();
    });
    thread.on("error", (error: unknown) => {
      this.#failure = { error };
      this.#wake();
    });
    return thread;
  }

  #feed(): void {
    while (this.#asked < Math.min(this.#logs.length, this.#wanted + farthest)) {
      const [log, thread] = [this.#logs[this.#asked], this.#idle.shift()];
      if (log === undefined || thread === undefined) {
        return;
      }
      thread.postMessage({ index: this.#asked, log } satisfies Task);
      this.#asked += 1;
    }
  }
}

/** Reads what the thread that started this one asks for, where it did so for that; false where it did not. */
export function serveSweepThread(): boolean {
  const start: unknown = workerData;
  if (!isThreadStart(start)) {
    return false;
  }
  const engine = new Engine(true);
  const idle = Array.from({ length: logsPerThread }, () => new SweepLogReader(start, engine));
  parentPort?.on("message", ({ index, log }: Task) => {
    const reader = idle.pop() ?? new SweepLogReader(start, engine);
    void reader.read(log).then((read) => {
      idle.push(reader);
      parentPort?.postMessage({ index, read } satisfies Answer);
    });
  });
  return true;
}

function isThreadStart(value: unknown): value is ThreadStart {
  return typeof value === "object" && value !== null && "sweepThread" in value;
}
