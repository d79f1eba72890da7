import { performance as thread } from "node:perf_hooks";

/** Something that is looked at again and again. */
export interface Polled {
  /** Looks once. Never rejects. */
  poll(): Promise<void>;
  /** Milliseconds from one look to the next, if nothing wakes it earlier. */
  delay(): number;
  /** Milliseconds from one look to the next at the least, however often it is woken. */
  pause(): number;
}

/** How many logs are read at a time: enough to hide a slow disk, few enough to bound memory. */
const concurrency = 4;

/** Between two ticks, in milliseconds: the grain of all delays. */
const tick = 100;

/** Ticks between two judgements of the load. */
const judgedEvery = 10;

/**
 * Where the thread is busy for a larger share of its time, pauses between looks become longer, up to so many times. The
 * collector's own threads come on top of that share.
 */
const fairShare = 0.2;
const longestStretch = 6;

/** The same for polling alone: what no watcher tells of must not wait much longer. */
const longestDelayStretch = 1.5;

/** A log that is looked at no more often than every so many milliseconds can wait while others cannot. */
const rare = 3_000;

/** Where one log stands. */
interface Turn {
  state: "resting" | "queued" | "looking";
  /** When it was queued last. */
  queued: number;
  /** When the last look ended. */
  looked: number;
  /** Whether something was said to have changed since the last look began. */
  woken: boolean;
}

/**
 * Looks at every log in its turn. Polling is the truth: events of a watcher only move a log's turn forward, so a file
 * system without events costs time and nothing else. Invariants: a log is never looked at twice at once; between any few
 * looks the thread's loop is free for whatever else waits, however many logs there are.
 */
export class PollSchedule {
  readonly #turns = new Map<Polled, Turn>();
  /**
   * Logs that are due, and those among them that are looked at rarely, whose turn comes after the others'; but once the
   * first of these has waited for another of its delays, one of the looks under way is theirs.
   */
  readonly #queue = new Set<Polled>();
  readonly #rarely = new Set<Polled>();
  readonly #load: () => number;
  readonly #timer: NodeJS.Timeout;
  #ticks = 0;
  #looking = 0;
  /** How many of the looks under way are at logs that are looked at rarely. */
  #lookingRarely = 0;
  /** By how much the pauses of logs that are woken are longer than asked for. */
  #stretch = 1;
  #soon: NodeJS.Immediate | null = null;

  /**
   * `load`: the share of its time, 0 to 1, that this thread was busy since it was asked last. `grain`: milliseconds
   * between two ticks.
   */
  constructor(load: () => number = busyShare(), grain = tick) {
    this.#load = load;
    this.#timer = setInterval(() => this.#tick(), grain);
  }

  add(polled: Polled): void {
    this.#turns.set(polled, { state: "resting", queued: -Infinity, looked: -Infinity, woken: false });
    this.wake(polled);
  }

  remove(polled: Polled): void {
    this.#turns.delete(polled);
    this.#queue.delete(polled);
    this.#rarely.delete(polled);
  }

  /** Looks as soon as may be; once more if a look is under way, since it may have missed the change. */
  wake(polled: Polled): void {
    const turn = this.#turns.get(polled);
    if (turn !== undefined) {
      turn.woken = true;
      this.#enqueueIfDue(polled, turn, performance.now());
    }
  }

  dispose(): void {
    clearInterval(this.#timer);
    if (this.#soon !== null) {
      clearImmediate(this.#soon);
    }
    this.#turns.clear();
    this.#queue.clear();
    this.#rarely.clear();
  }

  #tick(): void {
    this.#ticks += 1;
    if (this.#ticks % judgedEvery === 0) {
      this.#stretch = Math.min(Math.max(1, (this.#stretch * this.#load()) / fairShare), longestStretch);
    }
    this.#enqueueDue(performance.now());
  }

  #enqueueDue(now: number): void {
    for (const [polled, turn] of this.#turns) {
      this.#enqueueIfDue(polled, turn, now);
    }
  }

  #enqueueIfDue(polled: Polled, turn: Turn, now: number): void {
    if (turn.state !== "resting") {
      return;
    }
    const delay = polled.delay() * Math.min(this.#stretch, longestDelayStretch);
    const wait = turn.woken ? Math.min(polled.pause() * this.#stretch, delay) : delay;
    if (now >= turn.looked + wait) {
      turn.state = "queued";
      turn.queued = now;
      (wait < rare ? this.#queue : this.#rarely).add(polled);
      this.#pumpSoon();
    }
  }

  /** Most looks are over before the loop turns: going on at once would keep everything else waiting. */
  #pumpSoon(): void {
    this.#soon ??= setImmediate(() => {
      this.#soon = null;
      this.#pump();
    });
  }

  #pump(): void {
    const now = performance.now();
    while (this.#looking < concurrency) {
      const queue = this.#nextQueue(now);
      const [polled] = queue;
      if (polled === undefined) {
        return;
      }
      queue.delete(polled);
      const turn = this.#turns.get(polled);
      if (turn !== undefined) {
        void this.#look(polled, turn, queue === this.#rarely);
      }
    }
  }

  /** The queue whose first log is looked at next; an empty one where none is. */
  #nextQueue(now: number): Set<Polled> {
    const [first] = this.#rarely;
    const queued = first && this.#turns.get(first)?.queued;
    const overdue = first !== undefined && queued !== undefined && now >= queued + first.delay();
    return this.#queue.size === 0 || (overdue && this.#lookingRarely === 0) ? this.#rarely : this.#queue;
  }

  async #look(polled: Polled, turn: Turn, rarely: boolean): Promise<void> {
    turn.state = "looking";
    turn.woken = false;
    this.#looking += 1;
    this.#lookingRarely += rarely ? 1 : 0;
    try {
      await polled.poll();
    } finally {
      this.#looking -= 1;
      this.#lookingRarely -= rarely ? 1 : 0;
      turn.state = "resting";
      turn.looked = performance.now();
      this.#pumpSoon();
    }
  }
}

function busyShare(): () => number {
  let before = thread.eventLoopUtilization();
  return () => {
    const now = thread.eventLoopUtilization();
    const { utilization } = thread.eventLoopUtilization(now, before);
    before = now;
    return utilization;
  };
}
