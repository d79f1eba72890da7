/** Something that is looked at again and again. */
export interface Polled {
  /** Looks once. Never rejects. */
  poll(): Promise<void>;
  /** Milliseconds until the next look, if nothing wakes it earlier. */
  delay(): number;
}

/** How many logs are read at a time: enough to hide a slow disk, few enough to bound memory. */
const concurrency = 4;

/** Between two ticks, in milliseconds: the grain of all delays. */
const tick = 100;

/**
 * Looks at every log in its turn. Polling is the truth: events of a watcher only move a log's turn forward, so a file
 * system without events costs time and nothing else. Invariant: a log is never looked at twice at once.
 */
export class PollSchedule {
  readonly #due = new Map<Polled, number>();
  readonly #queue = new Set<Polled>();
  readonly #busy = new Set<Polled>();
  readonly #timer = setInterval(() => this.#enqueueDue(), tick);

  add(polled: Polled): void {
    this.#due.set(polled, 0);
    this.#enqueue(polled);
  }

  remove(polled: Polled): void {
    this.#due.delete(polled);
    this.#queue.delete(polled);
  }

  /** Looks as soon as there is a free turn; once more if a look is under way, since it may have missed the change. */
  wake(polled: Polled): void {
    if (!this.#due.has(polled)) {
      return;
    }
    this.#due.set(polled, 0);
    if (!this.#busy.has(polled)) {
      this.#enqueue(polled);
    }
  }

  dispose(): void {
    clearInterval(this.#timer);
    this.#due.clear();
    this.#queue.clear();
  }

  #enqueueDue(): void {
    const now = Date.now();
    for (const [polled, due] of this.#due) {
      if (due <= now && !this.#busy.has(polled)) {
        this.#queue.add(polled);
      }
    }
    this.#pump();
  }

  #enqueue(polled: Polled): void {
    this.#queue.add(polled);
    this.#pump();
  }

  #pump(): void {
    for (const polled of this.#queue) {
      if (this.#busy.size >= concurrency) {
        return;
      }
      this.#queue.delete(polled);
      void this.#look(polled);
    }
  }

  async #look(polled: Polled): Promise<void> {
    this.#busy.add(polled);
    this.#due.set(polled, Number.POSITIVE_INFINITY);
    await polled.poll();
    this.#busy.delete(polled);
    const due = this.#due.get(polled);
    if (due === Number.POSITIVE_INFINITY) {
      this.#due.set(polled, Date.now() + polled.delay());
    }
    this.#pump();
  }
}
