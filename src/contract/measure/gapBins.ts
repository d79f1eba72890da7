/** Gaps of one length, to within a hundredth, share a bin; lengths are positive. */
const binsPerUnitOfLog = 100;

/** How long the gaps between values usually are, and how many there were. */
export interface UsualGap {
  readonly median: number;
  readonly intervals: number;
}

/** How many gaps there were of each length, in bounded memory: a bin knows the first exact length in it. */
export class GapBins {
  readonly #bins = new Map<number, { readonly length: number; count: number }>();
  #count = 0;

  /** All gaps. */
  get count(): number {
    return this.#count;
  }

  add(length: number, count: number): void {
    const key = Math.round(Math.log(length) * binsPerUnitOfLog);
    const bin = this.#bins.get(key);
    if (bin === undefined) {
      this.#bins.set(key, { length, count });
    } else {
      bin.count += count;
    }
    this.#count += count;
  }

  /** Adds the gaps of others. */
  take(others: GapBins): void {
    for (const { length, count } of others.#bins.values()) {
      this.add(length, count);
    }
  }

  longerThan(limit: number): number {
    let count = 0;
    for (const bin of this.#bins.values()) {
      count += bin.length > limit ? bin.count : 0;
    }
    return count;
  }

  /** The lengths and how many gaps there are of each. */
  lengths(): { readonly length: number; readonly count: number }[] {
    return [...this.#bins.values()];
  }
}

/** Median length of the gaps in some bins, to within a hundredth; null where there is none. */
export function medianOf(some: readonly GapBins[]): number | null {
  const bins = some.flatMap((each) => each.lengths()).sort((one, other) => one.length - other.length);
  let below = bins.reduce((sum, { count }) => sum + count, 0) / 2;
  for (const bin of bins) {
    below -= bin.count;
    if (below <= 0) {
      return bin.length;
    }
  }
  return null;
}

/** The usual gap of some bins; null where there is none. */
export function usualOf(bins: GapBins): UsualGap | null {
  const median = medianOf([bins]);
  return median === null ? null : { median, intervals: bins.count };
}
