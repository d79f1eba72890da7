import { monitorEventLoopDelay } from "node:perf_hooks";

/** Between two ticks of the watch, in milliseconds. */
const grain = 5;

/**
 * Watches a thread's loop. The delay of a tick is what a person feels; on a machine whose cores are taken by others it
 * also counts the time that the thread waited for a core, so the processor time that the thread itself used between two
 * ticks is watched next to it: that is what the code on the loop is to blame for.
 */
export class LoopWatch {
  readonly #delays = monitorEventLoopDelay({ resolution: 1 });
  readonly #timer: NodeJS.Timeout;
  #used = threadTime();
  #longest = 0;

  constructor() {
    this.#delays.enable();
    this.#timer = setInterval(() => this.#tick(), grain);
  }

  /** Ends the watch; says what it saw. */
  end(): string {
    clearInterval(this.#timer);
    this.#tick();
    this.#delays.disable();
    const { max, mean } = this.#delays;
    const p99 = this.#delays.percentile(99);
    const [longest, slowest, usual, average] = [this.#longest, max / 1e6, p99 / 1e6, mean / 1e6].map((ms) =>
      ms.toFixed(1),
    );
    return (
      `longest work without a turn of the loop: ${longest ?? ""} ms of processor time\n` +
      `delay of the loop: max ${slowest ?? ""} ms, p99 ${usual ?? ""} ms, mean ${average ?? ""} ms`
    );
  }

  #tick(): void {
    const used = threadTime();
    this.#longest = Math.max(this.#longest, used - this.#used);
    this.#used = used;
  }
}

/** Processor time of this thread so far, in milliseconds. */
function threadTime(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
