/** How a thread is watched; tests have another one. Times in milliseconds. */
export interface WatchOptions {
  readonly every: number;
  /** Processor time that all threads of this process have had. */
  readonly processor: () => number;
}

const usual: WatchOptions = { every: 5_000, processor: processorTime };

/** A thread hangs that has turned its loop no more in so many looks one after the other. */
const mostStill = 6;

/** A thread that computes takes more of the time than this, also where the computer is busy with others. */
const leastShare = 0.1;

/** Between two turns of a watched thread that it counts, in milliseconds. */
const beatEvery = 1_000;

/** Counts the turns of this thread's loop where another thread can see them. It keeps no thread from ending. */
export function countTurns(turns: Int32Array): void {
  Atomics.add(turns, 0, 1);
  setInterval(() => Atomics.add(turns, 0, 1), beatEvery).unref();
}

/**
 * Says once that another thread hangs in a call of the system, such as that of a network share that is gone: its loop does
 * not turn, and the process does not compute, as it would in a long calculation.
 */
export class WorkerWatch {
  readonly #turns: Int32Array;
  readonly #options: WatchOptions;
  readonly #onHang: () => void;
  readonly #timer: NodeJS.Timeout;
  #seen = 0;
  #used: number;
  #still = 0;

  /** `turns`: shared with the thread, which counts in it once it has started. */
  constructor(turns: Int32Array, onHang: () => void, options = usual) {
    this.#turns = turns;
    this.#onHang = onHang;
    this.#options = options;
    this.#used = options.processor();
    this.#timer = setInterval(() => this.#look(), options.every);
    this.#timer.unref();
  }

  dispose(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    const [turns, used] = [Atomics.load(this.#turns, 0), this.#options.processor()];
    const isStill = turns > 0 && turns === this.#seen;
    const computes = used - this.#used >= leastShare * this.#options.every;
    this.#still = isStill && !computes ? this.#still + 1 : 0;
    this.#seen = turns;
    this.#used = used;
    if (this.#still >= mostStill) {
      this.dispose();
      this.#onHang();
    }
  }
}

function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
