import { removeLeftovers } from "../../../log/files/temporaryFile.ts";
import { isUnchanged, isUnchangedSince, type LogAndCsv } from "../../../log/follow/snapshot.ts";
import type { CacheEntry, CacheStore } from "./cacheEntry.ts";
import { sameCacheKey, type CacheKey } from "./cacheKey.ts";
import type { RunSnapshot } from "../runSnapshot.ts";

export interface CachedRunOptions {
  readonly paths: LogAndCsv;
  readonly store: CacheStore;
  /** As they are now. */
  readonly cacheKey: () => Promise<CacheKey>;
}

/** What is known of a run from an earlier session: not asked for yet, as it was, or no longer of use. */
type Cached = { readonly kind: "unknown" } | { readonly kind: "valid"; readonly entry: CacheEntry } | { kind: "over" };

/**
 * A run that nobody has written to since an earlier session: what was found then still holds, so its log is not read
 * and its columns stay on the disk. Most runs of a workspace are such.
 *
 * Invariant: once the cached snapshot was dropped it is not used again in this session.
 */
export class CachedRun {
  readonly #options: CachedRunOptions;
  #cached: Cached = { kind: "unknown" };
  #kept: RunSnapshot | null = null;

  constructor(options: CachedRunOptions) {
    this.#options = options;
  }

  get isValid(): boolean {
    return this.#cached.kind === "valid";
  }

  /** The snapshot that was kept, if the files are still the same; null, for good, from the first time that they are not. */
  async recall(): Promise<RunSnapshot | null> {
    const { paths, store } = this.#options;
    if (this.#cached.kind === "unknown") {
      this.#begin(await store.recall());
      // A reader that is killed leaves them behind; the next one that reads the log would take them away.
      await (this.isValid ? removeLeftovers(paths.csv).catch(() => undefined) : undefined);
    } else if (this.#cached.kind === "valid" && !isUnchanged(paths, this.#cached.entry.files)) {
      this.drop();
    }
    return this.#cached.kind === "valid" ? this.#cached.entry.snapshot : null;
  }

  /** Drops the snapshot where its key is another one now. */
  async revalidate(): Promise<void> {
    const now = await this.#options.cacheKey();
    if (this.#cached.kind === "valid" && !sameCacheKey(now, this.#cached.entry.cacheKey)) {
      this.drop();
    }
  }

  /** From now on the run has to be read. */
  drop(): void {
    this.#cached = { kind: "over" };
  }

  /** Whether a snapshot is the one that was kept last. */
  holds(snapshot: RunSnapshot): boolean {
    return this.#kept === snapshot;
  }

  /** Keeps a snapshot for the next session. */
  async keep(entry: CacheEntry): Promise<void> {
    this.#kept = entry.snapshot;
    await this.#options.store.keep(entry);
  }

  /** Somebody may have asked for the run to be read while that was recalled. */
  #begin(entry: CacheEntry | null): void {
    if (this.#cached.kind === "unknown" && entry !== null && isUnchangedSince(this.#options.paths, entry.files)) {
      this.#cached = { kind: "valid", entry };
    } else {
      this.drop();
    }
  }
}
