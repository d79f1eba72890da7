/** How far the reading of many logs is, for people who wait for it. */
export class ReadingPace {
  readonly #sizes: readonly number[];
  readonly #now: () => number;
  readonly #start: number;
  readonly total: number;
  #runs = 0;
  #bytes = 0;

  /** `sizes`: bytes of each log; `now`: milliseconds. */
  constructor(sizes: readonly number[], now: () => number = () => performance.now()) {
    this.#sizes = sizes;
    this.#now = now;
    this.#start = now();
    this.total = sizes.reduce((sum, bytes) => sum + bytes, 0);
  }

  /** A log has been read. */
  done(place: number): void {
    this.#runs += 1;
    this.#bytes += this.#sizes[place] ?? 0;
  }

  /** Runs, bytes and the time that is left at the pace so far. */
  text(): string {
    const runs = `${this.#runs} of ${this.#sizes.length} runs`;
    const bytes = `${megabytes(this.#bytes)} of ${megabytes(this.total)} MB`;
    const spent = (this.#now() - this.#start) / 1000;
    const left = (spent * (this.total - this.#bytes)) / this.#bytes;
    return Number.isFinite(left) ? `${runs}, ${bytes}, about ${duration(left)} left` : `${runs}, ${bytes}`;
  }
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}

function duration(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 90) {
    return `${whole} s`;
  }
  const minutes = Math.ceil(whole / 60);
  return minutes < 90 ? `${minutes} min` : `${(minutes / 60).toFixed(1)} h`;
}
