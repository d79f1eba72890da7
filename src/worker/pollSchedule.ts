import { newTurn, type PollTurn } from "./pollTurn.ts";
import { SharedTime } from "./sharedTime.ts";
import { threadLoad } from "./threadLoad.ts";

/** Something that is polled again and again. */
export interface Pollable {
  /** Polls once. Never rejects. */
  poll(): Promise<void>;
  /** Milliseconds from one poll to the next, if nothing wakes it earlier. */
  interval(): number;
  /** Milliseconds from one poll to the next at the least, however often it is woken. */
  minInterval(): number;
  /** Whether it grew not long ago, so that its turn comes before that of one that stands still. */
  grows(): boolean;
  /** Told after each poll what the last two took at the least, and for how long the next one has to wait, in milliseconds. */
  rested?(pace: Pace): void;
}

/** How long polls of a log take and how long it waits after them, in milliseconds. */
export interface Pace {
  readonly took: number;
  readonly wait: number;
}

/** How many logs are read at a time: enough to hide a slow disk, few enough to bound memory. */
const concurrency = 4;

/**
 * A poll that has lasted for so many milliseconds lends its place to another log: it reads a long log, or waits for a slow
 * disk. So many places are lent at a time, at most.
 */
const slowAfter = 1_000;
const mostSlow = 12;

/**
 * A log waits after a poll for so many times as long as the shorter one of its last two polls took, up to so many
 * milliseconds: none takes the thread's time for itself, and one long read, such as the first one, costs no wait.
 */
const restFactor = 9;
const longestRest = 60_000;

/** Between two ticks, in milliseconds: the grain of all intervals. */
const tick = 100;

/** Ticks between two measurements of the load. */
const measuredEvery = 10;

/**
 * Where the thread is busy for a larger share of its time, the minimum intervals become longer, up to so many times. The
 * collector's own threads come on top of that share.
 */
const fairShare = 0.15;
const longestStretch = 6;

/** The same for polling alone: what no watcher tells of must not wait much longer. */
const longestIntervalStretch = 1.5;

/** A log that is polled no more often than every so many milliseconds can wait while others cannot. */
const rare = 3_000;

/** When a log is due is worked out again after so many milliseconds: the load may be another one by then. */
const dueHoldsFor = 1_000;

/**
 * Polls every log in its turn. Polling is the truth: events of a watcher only move a log's turn forward, so a file
 * system without events costs time and nothing else. Invariants: a log is never polled twice at once; between any few
 * polls the thread's loop is free for whatever else waits, however many logs there are.
 */
export class PollSchedule {
  readonly #turns = new Map<Pollable, PollTurn>();
  /**
   * Logs that are due, and apart from them those that were not read yet, stand still or are polled rarely, whose turn comes after the others';
   * but once the first of these has waited for another of its intervals, one of the polls under way is theirs.
   */
  readonly #queue = new Set<Pollable>();
  readonly #rarely = new Set<Pollable>();
  readonly #load: () => number;
  readonly #timer: NodeJS.Timeout;
  #ticks = 0;
  /** Polls under way: those that have a place each, and those that have lent it. */
  readonly #placed = new Set<PollTurn>();
  readonly #slow = new Set<PollTurn>();
  /** By how much the minimum intervals of logs that are woken are longer than asked for. */
  #stretch = 1;
  #soon: NodeJS.Immediate | null = null;
  readonly #shared: SharedTime;

  /**
   * `load`: the share of its time, 0 to 1, that this thread was busy since it was asked last. `grain`: milliseconds
   * between two ticks. `shared`: how the time of polls under way at once is split.
   */
  constructor(load: () => number = threadLoad(), grain = tick, shared = new SharedTime()) {
    this.#load = load;
    this.#shared = shared;
    this.#timer = setInterval(() => this.#tick(), grain);
  }

  add(pollable: Pollable): void {
    this.#turns.set(pollable, newTurn());
    this.wake(pollable);
  }

  remove(pollable: Pollable): void {
    this.#turns.delete(pollable);
    this.#queue.delete(pollable);
    this.#rarely.delete(pollable);
  }

  /** Polls as soon as may be; once more if a poll is under way, since it may have missed the change. */
  wake(pollable: Pollable): void {
    const turn = this.#turns.get(pollable);
    // One that waits for its turn is looked at with every tick anyway.
    if (turn !== undefined && !turn.woken) {
      turn.woken = true;
      turn.notBefore = -Infinity;
      this.#enqueueIfDue(pollable, turn, performance.now());
      this.#queueSooner(pollable, turn);
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
    if (this.#ticks % measuredEvery === 0) {
      this.#stretch = Math.min(Math.max(1, (this.#stretch * this.#load()) / fairShare), longestStretch);
    }
    const now = performance.now();
    this.#lendPlaces(now);
    this.#enqueueDue(now);
  }

  /** Gives the places of polls that take long to other logs. */
  #lendPlaces(now: number): void {
    for (const turn of this.#placed) {
      if (now >= turn.began + slowAfter && this.#slow.size < mostSlow) {
        this.#placed.delete(turn);
        this.#slow.add(turn);
        this.#pumpSoon();
      }
    }
  }

  #enqueueDue(now: number): void {
    for (const [pollable, turn] of this.#turns) {
      this.#enqueueIfDue(pollable, turn, now);
    }
  }

  #enqueueIfDue(pollable: Pollable, turn: PollTurn, now: number): void {
    if (turn.state !== "idle" || now < turn.notBefore) {
      return;
    }
    const wait = this.#waitOf(pollable, turn);
    if (now >= turn.polled + wait) {
      turn.state = "queued";
      turn.queued = now;
      (this.#isQuick(pollable, turn) ? this.#queue : this.#rarely).add(pollable);
      this.#pumpSoon();
    } else {
      turn.notBefore = Math.min(turn.polled + wait, now + dueHoldsFor);
    }
  }

  /** From the last poll to the next one, in milliseconds. */
  #waitOf(pollable: Pollable, { woken, rest }: PollTurn): number {
    const interval = pollable.interval() * Math.min(this.#stretch, longestIntervalStretch);
    const asked = woken ? Math.min(pollable.minInterval() * this.#stretch, interval) : interval;
    return Math.max(asked, rest);
  }

  #isQuick(pollable: Pollable, turn: PollTurn): boolean {
    const isFirst = turn.polled === -Infinity;
    return !isFirst && this.#waitOf(pollable, turn) < rare && (turn.woken || pollable.grows());
  }

  /** One that waits among those that stand still, and is woken, waits among the others from now on. */
  #queueSooner(pollable: Pollable, turn: PollTurn): void {
    if (this.#rarely.has(pollable) && this.#isQuick(pollable, turn)) {
      this.#rarely.delete(pollable);
      this.#queue.add(pollable);
    }
  }

  /** Most polls are over before the loop turns: going on at once would keep everything else waiting. */
  #pumpSoon(): void {
    this.#soon ??= setImmediate(() => {
      this.#soon = null;
      this.#pump();
    });
  }

  #pump(): void {
    const now = performance.now();
    while (this.#placed.size < concurrency) {
      const queue = this.#nextQueue(now);
      const [pollable] = queue;
      if (pollable === undefined) {
        return;
      }
      queue.delete(pollable);
      const turn = this.#turns.get(pollable);
      if (turn !== undefined) {
        void this.#pollNow(pollable, turn, queue === this.#rarely);
      }
    }
  }

  /** The queue whose first log is polled next; an empty one where none is. */
  #nextQueue(now: number): Set<Pollable> {
    const [first] = this.#rarely;
    const queued = first && this.#turns.get(first)?.queued;
    const overdue = first !== undefined && queued !== undefined && now >= queued + first.interval();
    const isTheirTurn = overdue && ![...this.#placed].some(({ rarely }) => rarely);
    return this.#queue.size === 0 || isTheirTurn ? this.#rarely : this.#queue;
  }

  async #pollNow(pollable: Pollable, turn: PollTurn, rarely: boolean): Promise<void> {
    const before = this.#chargedNow();
    Object.assign(turn, { state: "polling", woken: false, began: performance.now(), rarely });
    this.#placed.add(turn);
    try {
      await pollable.poll();
    } finally {
      const took = this.#chargedNow() - before;
      this.#placed.delete(turn);
      this.#slow.delete(turn);
      const shorter = Math.min(took, turn.took);
      const rest = Math.min(restFactor * shorter, longestRest);
      Object.assign(turn, { state: "idle", polled: performance.now(), took, rest, notBefore: -Infinity });
      pollable.rested?.({ took: shorter, wait: rest });
      this.#pumpSoon();
    }
  }

  #chargedNow(): number {
    return this.#shared.charged(this.#placed.size + this.#slow.size);
  }
}
