import { restsAgain, restsStill, type LogAndCsv } from "../../log/follow/atRest.ts";
import { removeLeftovers } from "../../log/files/temporaryFile.ts";
import type { LastLook, LastLookStore } from "./lastLook.ts";
import type { RunFacts } from "./runFacts.ts";

export interface RestOptions {
  readonly paths: LogAndCsv;
  readonly store: LastLookStore;
  /** All that the facts depend on beside the log and its CSV. */
  readonly circumstances: () => Promise<string>;
}

/**
 * A run that nobody has written to since an earlier session: what was found then still holds, so its log is not read
 * and its columns stay on the disk. Most runs of a workspace are such.
 *
 * Invariant: once a rest has ended it does not begin again in this session.
 */
export class RunRest {
  readonly #options: RestOptions;
  #state: "unknown" | "resting" | "over" = "unknown";
  #look: LastLook | null = null;

  constructor(options: RestOptions) {
    this.#options = options;
  }

  get isResting(): boolean {
    return this.#state === "resting";
  }

  /** The facts that were kept, if the files are still the same; null, for good, from the first time that they are not. */
  async recall(): Promise<RunFacts | null> {
    const { paths, store } = this.#options;
    if (this.#state === "unknown") {
      this.#begin(await store.recall());
      // A reader that is killed leaves them behind; the next one that reads the log would take them away.
      await (this.isResting ? removeLeftovers(paths.csv).catch(() => undefined) : undefined);
    } else if (this.#look === null || !restsStill(paths, this.#look.rest)) {
      this.end();
    }
    return this.#look?.facts ?? null;
  }

  /** Looks whether the circumstances are still the same. */
  async judge(): Promise<void> {
    if (!this.isResting || (await this.#options.circumstances()) !== this.#look?.circumstances) {
      this.end();
    }
  }

  /** Somebody may have asked for the run to be read while that was recalled. */
  #begin(look: LastLook | null): void {
    if (this.#state === "unknown" && look !== null && restsAgain(this.#options.paths, look.rest)) {
      this.#state = "resting";
      this.#look = look;
    } else {
      this.end();
    }
  }

  /** From now on the run has to be read. */
  end(): void {
    this.#state = "over";
    this.#look = null;
  }

  /** Keeps a look for the next session. */
  async keep(look: LastLook): Promise<void> {
    await this.#options.store.keep(look);
  }
}
