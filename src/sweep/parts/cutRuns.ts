/** A run as far as a cut asks. */
export interface CutRun {
  /** Path of its log, from the folder that was asked for. */
  readonly label: string;
  /** What its files hold, in bytes. */
  readonly bytes: number;
}

/**
 * The part, from 0, that each run belongs to: whole runs, so that all parts hold about as many bytes. It depends on nothing but the
 * runs' labels and bytes, and not on their order, so every machine that sees the same files makes the same cut. `parts`: at least 1;
 * where there are fewer runs, some parts stay empty.
 *
 * The largest run first, each to the part with the fewest bytes so far: no part is over 4/3 of the best cut's largest (R. L. Graham,
 * Bounds on multiprocessing timing anomalies, SIAM J. Appl. Math. 17, 1969).
 */
export function cutRuns(runs: readonly CutRun[], parts: number): readonly number[] {
  const load = Array.from({ length: parts }, (_, part) => ({ part, bytes: 0, runs: 0 }));
  const order = [...runs.keys()].sort((one, other) => compareRuns(runs[one], runs[other]));
  const cut = runs.map(() => 0);
  const heap = new LightestPart(load);
  for (const at of order) {
    const lightest = heap.take();
    cut[at] = lightest.part;
    lightest.bytes += runs[at]?.bytes ?? 0;
    lightest.runs += 1;
    heap.put(lightest);
  }
  return cut;
}

function compareRuns(one: CutRun | undefined, other: CutRun | undefined): number {
  const [a, b] = [one?.label ?? "", other?.label ?? ""];
  return (other?.bytes ?? 0) - (one?.bytes ?? 0) || (a < b ? -1 : a > b ? 1 : 0);
}

interface Load {
  readonly part: number;
  bytes: number;
  runs: number;
}

/** Between equal bytes the number of runs decides, so that logs without bytes are spread, too. */
function isLighter(one: Load, other: Load): boolean {
  return (one.bytes - other.bytes || one.runs - other.runs || one.part - other.part) < 0;
}

/** The parts in a binary heap, the lightest on top: 100,000 runs are cut into thousands of parts at once. */
class LightestPart {
  readonly #heap: Load[];

  /** `loads`: all empty, in the order of their numbers, which is a heap already. */
  constructor(loads: readonly Load[]) {
    this.#heap = [...loads];
  }

  /** The lightest part, which stays on top until it is put back. */
  take(): Load {
    const [top] = this.#heap;
    if (top === undefined) {
      throw new RangeError("There is no part to put a run into.");
    }
    return top;
  }

  /** Takes the top, which has become heavier, to its place. */
  put(top: Load): void {
    let at = 0;
    for (;;) {
      const [left, right] = [this.#heap[2 * at + 1], this.#heap[2 * at + 2]];
      const child = left !== undefined && right !== undefined && isLighter(right, left) ? 2 * at + 2 : 2 * at + 1;
      const lighter = this.#heap[child];
      if (lighter === undefined || isLighter(top, lighter)) {
        this.#heap[at] = top;
        return;
      }
      this.#heap[at] = lighter;
      at = child;
    }
  }
}
