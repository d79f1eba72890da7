import { hash } from "node:crypto";
import type { AtRest } from "../../log/follow/atRest.ts";
import type { BlobStore } from "../../log/follow/followMemory.ts";
import { currentLanguage } from "../../l10n.ts";
import type { RunFacts } from "./runFacts.ts";

/** Hash of this build's sources (test/host/nodeBundle.ts): another build may find other things, or put them otherwise. */
declare const bundledBuild: string | undefined;

const build = typeof bundledBuild === "string" ? bundledBuild : "sources";

/** What a look at a run came to, for another session. */
export interface LastLook {
  /** All that the facts depend on beside the log and its CSV: they hold where it is the same. */
  readonly circumstances: string;
  readonly rest: AtRest;
  readonly facts: RunFacts;
}

/** The same as JSON, which has no typed arrays. */
type LookText = Omit<LastLook, "facts"> & {
  readonly facts: Omit<RunFacts, "seconds"> & { readonly seconds: readonly number[] };
};

const hashLength = 40;

/**
 * Keeps what the last look at one run came to across sessions. Invariant: what it recalls is whole and was written by
 * this build, in this language; whether it fits the run is for the caller to see.
 */
export class LastLookStore {
  readonly #store: BlobStore;
  readonly #key: string;

  constructor(store: BlobStore, log: string) {
    this.#store = store;
    this.#key = `${hash("sha1", log)}-look`;
  }

  /** What was kept, or null where nothing usable was. */
  async recall(): Promise<LastLook | null> {
    const blob = await this.#store.read(this.#key).catch(() => null);
    const text = blob === null ? "" : Buffer.from(blob).toString();
    const body = text.slice(hashLength);
    if (text.slice(0, hashLength) !== sealOf(body)) {
      return null;
    }
    const { facts, ...look } = JSON.parse(body) as LookText;
    return { ...look, facts: { ...facts, seconds: Float64Array.from(facts.seconds) } };
  }

  async keep({ facts, ...look }: LastLook): Promise<void> {
    const seconds = [...facts.seconds].filter((time) => Number.isFinite(time));
    const body = JSON.stringify({ ...look, facts: { ...facts, seconds } } satisfies LookText);
    await this.#store.write(this.#key, Buffer.from(sealOf(body) + body));
  }
}

function sealOf(body: string): string {
  return hash("sha1", `${build} ${currentLanguage().tag} ${body}`);
}
