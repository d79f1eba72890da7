import { hash } from "node:crypto";
import type { LogSnapshot } from "../../../log/follow/snapshot.ts";
import type { BlobStore } from "../../../log/follow/followMemory.ts";
import { currentLanguage } from "../../../l10n.ts";
import type { CacheKey } from "./cacheKey.ts";
import type { RunSnapshot } from "../runSnapshot.ts";

/** Hash of this build's sources (test/host/nodeBundle.ts): another build may find other things, or put them otherwise. */
declare const bundledBuild: string | undefined;

const build = typeof bundledBuild === "string" ? bundledBuild : "sources";

/** What a poll of a run came to, for another session. */
export interface CacheEntry {
  /** The snapshot holds where these are the same, and the files too. */
  readonly cacheKey: CacheKey;
  readonly files: LogSnapshot;
  readonly snapshot: RunSnapshot;
}

/** The same as JSON, which has no typed arrays. */
type EntryText = Omit<CacheEntry, "snapshot"> & {
  readonly snapshot: Omit<RunSnapshot, "seconds"> & { readonly seconds: readonly number[] };
};

const hashLength = 40;

/**
 * Keeps what the last poll of one run came to across sessions. Invariant: what it recalls is whole and was written by
 * this build, in this language; whether it fits the run is for the caller to see.
 */
export class CacheStore {
  readonly #store: BlobStore;
  readonly #key: string;

  constructor(store: BlobStore, log: string) {
    this.#store = store;
    this.#key = `${hash("sha1", log)}-snapshot`;
  }

  /** What was kept, or null where nothing usable was. */
  async recall(): Promise<CacheEntry | null> {
    const blob = await this.#store.read(this.#key).catch(() => null);
    const text = blob === null ? "" : Buffer.from(blob).toString();
    const body = text.slice(hashLength);
    if (text.slice(0, hashLength) !== checksum(body)) {
      return null;
    }
    // The checksum holds this build: nothing else writes what passes it, so its shape needs no check.
    const { snapshot, ...entry } = JSON.parse(body) as EntryText;
    return { ...entry, snapshot: { ...snapshot, seconds: Float64Array.from(snapshot.seconds) } };
  }

  async keep({ snapshot, ...entry }: CacheEntry): Promise<void> {
    const seconds = [...snapshot.seconds].filter((time) => Number.isFinite(time));
    const body = JSON.stringify({ ...entry, snapshot: { ...snapshot, seconds } } satisfies EntryText);
    await this.#store.write(this.#key, Buffer.from(checksum(body) + body));
  }
}

function checksum(body: string): string {
  return hash("sha1", `${build} ${currentLanguage().tag} ${body}`);
}
