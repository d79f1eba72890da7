import { hasOurHeader } from "./csvOwnership.ts";
import { sameSignature, type FileSignature } from "../files/fileSignature.ts";
import { openRegularHandle } from "../files/regularFile.ts";

/** Judging takes at most one part in so many of the time, once it takes long, in milliseconds. */
const share = 20;
const long = 50;

/**
 * The file in a CSV's place that was judged not to be the log's, and is left alone. Invariant: as long as it is as it was
 * judged, and the log has no more keys than then, it is not judged again, which would take reading the whole log.
 */
export class ForeignCsv {
  #judged: FileSignature | null;
  /** Keys that the log had then: with more of them the file's header may be the log's after all. */
  #keys: number;
  /** Not before this is it judged again: a program that goes on writing to it must not have the log read all the time. */
  readonly #againAt: number;

  /** `took`: milliseconds that the comparison took. */
  constructor(judged: FileSignature | null = null, keys = 0, took = 0) {
    this.#judged = judged;
    this.#keys = keys;
    this.#againAt = took < long ? 0 : performance.now() + share * took;
  }

  /** As it was judged; null where nothing is known of it. */
  get signature(): FileSignature | null {
    return this.#judged;
  }

  /** Whether what stands there `now` is what was judged, by as many keys, or the same file too early to judge it again. */
  isUnchanged(now: FileSignature | null, keys: readonly string[]): boolean {
    if (performance.now() < this.#againAt && now?.inode === this.#judged?.inode) {
      return now !== null;
    }
    return sameSignature(now, this.#judged) && this.#keys === keys.length;
  }

  /**
   * Whether the file at `path`, another program's that goes on writing to it, still has a header that is not the log's:
   * that tells without reading the log again.
   */
  async isStillForeign(path: string, now: FileSignature, keys: readonly string[]): Promise<boolean> {
    const handle = await openRegularHandle(path);
    try {
      const foreign = !(await hasOurHeader(handle, keys));
      if (foreign) {
        this.#judged = now;
        this.#keys = keys.length;
      }
      return foreign;
    } finally {
      await handle.close();
    }
  }
}
