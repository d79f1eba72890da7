const prefix = "slopewise.view ";
/** Views of so many panels are remembered, the ones that were changed last. */
const mostViews = 200;
/** Milliseconds between two times that a view which goes on changing is written down. */
const pause = 500;

/** What outlives a window, as VS Code's `Memento` does. */
export interface ViewMemory {
  keys(): readonly string[];
  get(key: string): unknown;
  update(key: string, value: unknown): Thenable<void>;
}

/**
 * What a person chose in a panel, by the logs that it shows: VS Code keeps a page's own state only as long as its tab is
 * open, and in one window.
 */
export class PanelViews {
  readonly #state: ViewMemory;
  /** Changed and not written down yet. */
  readonly #changed = new Map<string, object>();
  #timer: NodeJS.Timeout | null = null;

  constructor(state: ViewMemory) {
    this.#state = state;
  }

  /** What was kept for a panel, unchecked; null where nothing was. */
  of(logs: readonly string[]): unknown {
    const key = keyOf(logs);
    return this.#changed.get(key) ?? viewOf(this.#state.get(key));
  }

  keep(logs: readonly string[], view: object): void {
    this.#changed.set(keyOf(logs), view);
    this.#timer ??= setTimeout(() => this.#write(), pause);
  }

  dispose(): void {
    if (this.#timer !== null) {
      clearTimeout(this.#timer);
      this.#write();
    }
  }

  #write(): void {
    this.#timer = null;
    const changed = Date.now();
    this.#changed.forEach((view, key) => void this.#state.update(key, { view, changed }));
    this.#changed.clear();
    this.#forget();
  }

  /** Drops the views that were changed longest ago. */
  #forget(): void {
    const kept = this.#state.keys().filter((key) => key.startsWith(prefix));
    if (kept.length > mostViews) {
      const oldest = kept.sort((one, other) => timeOf(this.#state.get(other)) - timeOf(this.#state.get(one)));
      oldest.slice(mostViews).forEach((key) => void this.#state.update(key, undefined));
    }
  }
}

function keyOf(logs: readonly string[]): string {
  return prefix + logs.join("\n");
}

function viewOf(kept: unknown): unknown {
  return typeof kept === "object" && kept !== null && "view" in kept ? kept.view : null;
}

function timeOf(kept: unknown): number {
  const has = typeof kept === "object" && kept !== null && "changed" in kept && typeof kept.changed === "number";
  return has ? (kept.changed as number) : 0;
}
