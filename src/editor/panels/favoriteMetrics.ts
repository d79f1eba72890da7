import type { ViewMemory } from "./panelViews.ts";

const key = "slopewise.favoriteMetrics";

/** The metrics that a person looks at first in any run's review: kept from window to window. */
export class FavoriteMetrics {
  readonly #memory: Pick<ViewMemory, "get" | "update">;

  constructor(memory: Pick<ViewMemory, "get" | "update">) {
    this.#memory = memory;
  }

  get names(): readonly string[] {
    const kept = this.#memory.get(key);
    return Array.isArray(kept) ? kept.filter((name) => typeof name === "string") : [];
  }

  keep(names: readonly string[]): void {
    void this.#memory.update(key, names);
  }
}
