/** The runs that a person ticked, by their logs. */
export class TickedRuns {
  readonly #logs: Set<string>;
  readonly #keep: (logs: readonly string[]) => void;

  /** `kept`: those of the page before this one; `keep`: remembers them for the next. */
  constructor(kept: Iterable<string>, keep: (logs: readonly string[]) => void) {
    this.#logs = new Set(kept);
    this.#keep = keep;
  }

  get logs(): ReadonlySet<string> {
    return this.#logs;
  }

  has(log: string): boolean {
    return this.#logs.has(log);
  }

  /** Ticks runs, or no longer. */
  tick(logs: readonly string[], on: boolean): void {
    logs.forEach((log) => (on ? this.#logs.add(log) : this.#logs.delete(log)));
    this.#keep([...this.#logs]);
  }

  /** Ticks all of these; if they are ticked already, none. */
  toggleAll(logs: readonly string[]): void {
    this.tick(logs, !logs.every((log) => this.#logs.has(log)));
  }

  /** Ticks these and no others. */
  tickOnly(logs: readonly string[]): void {
    this.#logs.clear();
    this.tick(logs, true);
  }

  /** Runs that are gone are not ticked any more; they are when the page opens again and they are back. */
  forget(logs: readonly string[]): void {
    logs.forEach((log) => this.#logs.delete(log));
  }

  /** Those of some things with a log that are ticked, or all of them where none is. */
  orAll<T extends { readonly log: string }>(things: readonly T[]): readonly T[] {
    const ticked = things.filter(({ log }) => this.#logs.has(log));
    return ticked.length > 0 ? ticked : things;
  }
}
